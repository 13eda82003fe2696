package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A field of an answer whose form is not known.
 *
 * @param text set for plain values, null for nested ones
 * @param nested set for objects and lists, null for plain values
 */
public record JsonField(String name, String text, TextView nested) {

    /** The fields of an object; none of anything else. */
    static List<JsonField> of(JsonNode node) {
        return node instanceof ObjectNode object
                ? object.properties().stream()
                        .map(entry -> field(entry.getKey(), entry.getValue()))
                        .toList()
                : List.of();
    }

    private static JsonField field(String name, JsonNode value) {
        return value.isContainerNode() && !value.isEmpty()
                ? new JsonField(name, null, TextView.pretty(value))
                : new JsonField(name, value.isContainerNode() ? value.toString() : value.asText(), null);
    }
}
