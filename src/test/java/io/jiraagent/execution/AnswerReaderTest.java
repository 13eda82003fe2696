package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.agent.FinalAgentException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    @Test
    void takesAnObjectInAnyForm() {
        String json = "{\"a\":1}";

        assertThat(reader.read(json)).isEqualTo(json);
        assertThat(reader.read(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(json);
        assertThat(reader.read(Map.of("a", 1))).isEqualTo(json);
    }

    @Test
    void replacesWhatPostgresRefusesInKeysAndValuesHoweverItIsWritten() {
        String clean = "{\"a\uFFFD\":[\"b\uFFFDc\"]}";

        assertThat(reader.read("{\"a\\u0000\":[\"b\\ud800c\"]}")).isEqualTo(clean);
        assertThat(reader.read(Map.of("a\u0000", List.of("b\ud800c")))).isEqualTo(clean);
        assertThat(reader.read("{\"e\":\"\\ud83d\\ude00\"}")).isEqualTo("{\"e\":\"\ud83d\ude00\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "null", "", "\"text\"", "{", "{\"a\":1} trailing", "<html>", "{\"a\":1e999999}"})
    void refusesWhatIsNoStorableObject(String answer) {
        assertThatThrownBy(() -> reader.read(answer))
                .isInstanceOfSatisfying(
                        FinalAgentException.class, e -> assertThat(e.reason()).isEqualTo("invalid_answer"));
    }

    @Test
    void refusesNothingAtAll() {
        assertThatThrownBy(() -> reader.read(null)).isInstanceOf(FinalAgentException.class);
    }

    @Test
    void refusesTheTooLargeAndTheTooDeep() {
        assertThatThrownBy(() -> reader.read("{\"a\":\"" + "x".repeat(1024 * 1024) + "\"}"))
                .isInstanceOf(FinalAgentException.class);
        assertThatThrownBy(() -> reader.read("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .isInstanceOf(FinalAgentException.class);
        assertThatThrownBy(() -> reader.read("{\"a\":" + "9".repeat(100_000) + "}"))
                .isInstanceOf(FinalAgentException.class);
    }
}
