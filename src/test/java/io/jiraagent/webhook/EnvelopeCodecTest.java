package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeCodecTest {
    private final EnvelopeCodec codec = new EnvelopeCodec();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2}",
                "{\"v\":2,\"execution_id\":{\"no\":\"uuid any more\"}}",
                "{\"v\":7,\"body\":[\"in\",\"parts\"],\"door\":\"BACK\"}",
            })
    void whatANewerVersionHasWrittenIsNeverTakenForGarbage(String json) {
        assertThatThrownBy(() -> codec.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NewerEnvelopeException.class)
                .hasMessageContaining("newer version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"v\":1}", "{\"v\":\"two\"}", "{\"v\":1,\"door\":\"BACK\"}", "\u0000"})
    void whatNobodyHereHasWrittenIsUnreadable(String json) {
        assertThatThrownBy(() -> codec.read(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableEnvelopeException.class);
    }

    @Test
    void aTombstoneIsUnreadable() {
        assertThatThrownBy(() -> codec.read(null)).isInstanceOf(UnreadableEnvelopeException.class);
    }
}
