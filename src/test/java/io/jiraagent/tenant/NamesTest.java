package io.jiraagent.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"00bab7b6-6335-4359-96b4-f48f3460b610", "00BAB7B6-6335-4359-96b4-F48F3460B610"})
    void knowsAnIdInAnyCase(String text) {
        assertThat(Names.asId(text)).contains(UUID.fromString("00bab7b6-6335-4359-96b4-f48f3460b610"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "1-2-3-4-5",
                // as long as an id
                "the-tenant-whose-name-is-like-an-id-",
                "00bab7b6-6335-4359-96b4-f48f3460b61g",
                "00bab7b66-335-4359-96b4-f48f3460b610",
                "+0bab7b6-6335-4359-96b4-f48f3460b610",
                "00bab7b6-6335-4359-96b4f48f3460b6100"
            })
    void takesNothingElseForAnId(String text) {
        assertThat(Names.asId(text)).isEmpty();
    }

    @Test
    void takesNoDigitsOfAnotherScript() {
        String arabicZero = "\u0660";
        assertThat(Names.asId(arabicZero + "0bab7b6-6335-4359-96b4-f48f3460b610"))
                .isEmpty();
    }
}
