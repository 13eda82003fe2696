package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureHeaderTest {
    private static final byte[] KEY = "It's a Secret to Everybody".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "Hello World!".getBytes(StandardCharsets.UTF_8);
    /** From Atlassian's page on secure webhooks. */
    private static final String HEX = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9";

    @Test
    void acceptsAtlassiansExample() {
        assertThat(SignatureHeader.parse(List.of(), List.of("sha256=" + HEX)).matches(KEY, BODY))
                .isTrue();
    }

    @Test
    void takesHexInAnyCase() {
        String upper = "sha256=" + HEX.toUpperCase(Locale.ROOT);
        assertThat(SignatureHeader.parse(List.of(upper), List.of()).matches(KEY, BODY))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"sha384,96", "sha512,128"})
    void takesStrongerMethodsFromJiraOnly(String method, int digits) {
        String value = method + "=" + "0".repeat(digits);
        assertThat(SignatureHeader.parse(List.of(), List.of(value)).algorithm())
                .isEqualTo("Hmac" + method.toUpperCase(Locale.ROOT));
        assertThatThrownBy(() -> SignatureHeader.parse(List.of(value), List.of()))
                .hasMessage("Invalid HMAC signature");
    }

    @Test
    void refusesTwoHeaders() {
        String value = "sha256=" + HEX;
        assertThatThrownBy(() -> SignatureHeader.parse(List.of(value, value), List.of()))
                .hasMessage("Invalid HMAC signature");
        assertThatThrownBy(() -> SignatureHeader.parse(List.of(value), List.of(value)))
                .hasMessage("Invalid HMAC signature");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha1=a4771c39fbe90f317c7824e83ddef3caae9cb3d9 | sha1 is not accepted",
                "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9 | must begin with 'sha256='",
                "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e1332 | 60 hex digits",
                "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e1332 | 60 hex digits",
                "sha256=pHccOfvpDzF8eCToPd7zyq6cs9l2whSs4fKTfhMyY8k= | looks like base64",
                "pHccOfvpDzF8eCToPd7zyq6cs9l2whSs4fKTfhMyY8k= | looks like base64",
                "sha256=a4771c | got 6",
                "sha256= | Expected sha256=",
                "sha256=x4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9 | Expected sha256=",
                "SHA256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9 | Expected sha256=",
                "nonsense | Expected sha256=",
            })
    void saysWhatIsWrongWithTheShape(String value, String hint) {
        assertThatThrownBy(() -> SignatureHeader.parse(List.of(value), List.of()))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.problem().detail()).isEqualTo("Invalid HMAC signature");
                    assertThat(refusal.problem().hint()).contains(hint);
                });
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> SignatureHeader.parse(List.of(), List.of())).hasMessage("Missing signature");
    }
}
