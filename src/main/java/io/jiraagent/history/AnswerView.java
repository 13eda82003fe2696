package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An agent's answer as pages show it.
 *
 * @param answer where it has the form of the Ticket Enhancer's, else null
 * @param fields where it has another form
 * @param result the whole of it
 */
public record AnswerView(EnhancerAnswer answer, List<JsonField> fields, TextView result) {
    /** @param result null stays null */
    public static AnswerView of(JsonNode result) {
        return result == null
                ? null
                : new AnswerView(EnhancerAnswer.of(result).orElse(null), JsonField.of(result), TextView.pretty(result));
    }
}
