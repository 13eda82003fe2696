package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancerAnswerTest {
    private static JsonNode json(String text) {
        return Rows.json(text).orElseThrow();
    }

    @Test
    void theUsualSectionsComeFirstAndInTheirOrder() {
        EnhancerAnswer answer = EnhancerAnswer.of(
                        json(
                                "{\"questions\":[],\"sections\":{\"zeal\":\"z\",\"impact\":null,\"actual_result\":\"a\",\"steps_to_reproduce\":\"s\"}}"))
                .orElseThrow();

        assertThat(answer.sections())
                .extracting(EnhancerAnswer.Section::name)
                .containsExactly("steps_to_reproduce", "actual_result", "zeal");
        assertThat(answer.missing()).containsExactly("impact");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "null", "{\"sections\":[],\"questions\":[]}", "{\"sections\":{},\"questions\":{}}"})
    void anotherFormIsNotTakenForOne(String json) {
        assertThat(EnhancerAnswer.of(json(json))).isEmpty();
    }

    @Test
    void partsOfAnotherFormCountAsMissing() {
        EnhancerAnswer answer = EnhancerAnswer.of(json("""
                {"sections":{"impact":7},"questions":["x",{"text":""},{"text":"Why?"}],"priority":"High","labels":[1,"a",null],
                 "similar":[{"score":1e400},{"issue_key":"A-1","score":1e400}],"quality":{"score":-5,"reasons":{}},"summary":{}}""")).orElseThrow();

        assertThat(answer.questions()).extracting(EnhancerAnswer.Question::text).containsExactly("Why?");
        assertThat(answer.labels()).containsExactly("a");
        assertThat(answer.similar()).containsExactly(new EnhancerAnswer.Similar("A-1", null, false));
        assertThat(answer.quality()).isNull();
        assertThat(answer.priority()).isNull();
        assertThat(answer.sections()).isEmpty();
    }
}
