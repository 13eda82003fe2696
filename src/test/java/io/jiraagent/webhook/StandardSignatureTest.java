package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardSignatureTest {
    /** The example that the libraries of Standard Webhooks are tested with. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String SECONDS = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final StandardWebhooks standard = at(Long.parseLong(SECONDS));

    private static StandardWebhooks at(long seconds) {
        return new StandardWebhooks(
                (key, content, signature) -> false,
                Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC),
                Duration.ofMinutes(5));
    }

    private static StandardSignature parse(String id, String seconds, String signature) {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put("webhook-id", List.of(id));
        headers.put("webhook-timestamp", List.of(seconds));
        headers.put("webhook-signature", List.of(signature));
        return StandardSignature.parse(new IncomingEvent("", headers, BODY));
    }

    private boolean genuine(String signature, String secret) {
        return standard.genuine(
                parse(ID, SECONDS, signature), BODY, SigningKeys.of(secret).keys(), Optional.empty());
    }

    @Test
    void agreesWithOtherLibraries() {
        byte[] key = SigningKeys.of(SECRET).first();

        assertThat(StandardWebhooks.sign(key, StandardWebhooks.content(ID, 1614265330L, BODY)))
                .isEqualTo(SIGNATURE);
        assertThat(genuine(SIGNATURE, SECRET)).isTrue();
        assertThat(genuine(SIGNATURE, SECRET.substring("whsec_".length()))).isTrue();
        assertThat(genuine(SIGNATURE, Hashes.randomSecret())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= " + SIGNATURE,
                SIGNATURE + " v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "v2,whatever " + SIGNATURE,
                "v1,!! " + SIGNATURE,
            })
    void oneGenuineSignatureOfSeveralIsEnough(String header) {
        assertThat(genuine(header, SECRET)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "msg.1 | 1614265330 | webhook-id",
                "msg 1 | 1614265330 | webhook-id",
                "msg_1 | 2021-02-25T15:02:10Z | whole number of seconds",
                "msg_1 | -1 | whole number of seconds",
                "msg_1 | 9999999999999 | whole number of seconds",
            })
    void refusesWhatCouldBeReadInTwoWays(String id, String seconds, String hint) {
        assertRefused(hint, () -> parse(id, seconds, SIGNATURE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v1=g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= | Expected v1,<base64",
                "83484cf52b04f8e4cf2531adfed9882ad4b2665137b852442d594d20e2c9d4e1 | looks like hex",
                "v1,83484cf52b04f8e4cf2531adfed9882ad4b2665137b852442d594d20e2c9d4e1 | looks like hex",
                "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= | Expected v1,<base64",
                "v1,a v1,a v1,a v1,a v1,a v1,a v1,a v1,a v1,a | at most 8",
            })
    void saysWhatIsWrongWithTheShape(String header, String hint) {
        assertRefused(hint, () -> parse(ID, SECONDS, header));
    }

    @Test
    void wantsAllThreeHeadersOnce() {
        assertRefused(
                "webhook-timestamp exactly once",
                () -> StandardSignature.parse(new IncomingEvent(
                        "", Map.of("webhook-id", List.of(ID), "webhook-signature", List.of(SIGNATURE)), BODY)));
        assertRefused(
                "webhook-id exactly once",
                () -> StandardSignature.parse(new IncomingEvent(
                        "",
                        Map.of(
                                "webhook-id", List.of(ID, ID),
                                "webhook-timestamp", List.of(SECONDS),
                                "webhook-signature", List.of(SIGNATURE)),
                        BODY)));
    }

    @ParameterizedTest
    @CsvSource({"-301, 'ahead of'", "301, behind"})
    void refusesAGenuineSignatureOfAnotherTimeAndNamesTheClock(long seconds, String direction) {
        StandardSignature signature = parse(ID, SECONDS, SIGNATURE);
        long signedAt = Long.parseLong(SECONDS);

        at(signedAt + seconds - Long.signum(seconds)).requireFresh(signature);
        assertRefused("301 s " + direction, () -> at(signedAt + seconds).requireFresh(signature));
    }

    private static void assertRefused(String hint, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem().status()).isEqualTo(401);
            assertThat(refusal.problem().detail()).isEqualTo("Invalid HMAC signature");
            assertThat(refusal.problem().hint()).contains(hint);
        });
    }
}
