package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The change of an issue's fields that an answer suggests, as far as the tenant allows it. */
final class IssueFields {
    /** Fields that a tenant may allow. */
    static final List<String> KNOWN = List.of("labels", "priority");

    private static final int MAX_LABELS = 20;
    private static final int MAX_LABEL = 255;
    private static final int MAX_PRIORITY = 60;

    private IssueFields() {}

    /** Adds labels and sets the priority, so that doing it twice is doing it once. Empty: nothing to change. */
    static Optional<JsonNode> change(JsonNode result, Set<String> allowed) {
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        if (allowed.contains("labels")) {
            labels(result.path("labels"), change);
        }
        String priority = SafeWords.clean(
                        result.path("priority").path("suggested").asText(""))
                .strip();
        if (allowed.contains("priority") && !priority.isEmpty() && priority.length() <= MAX_PRIORITY) {
            change.putObject("fields").putObject("priority").put("name", priority);
        }
        return change.isEmpty() ? Optional.empty() : Optional.of(change);
    }

    private static void labels(JsonNode suggested, ObjectNode change) {
        Set<String> labels = new LinkedHashSet<>();
        suggested.forEach(label -> {
            // Jira refuses a label with a space in it.
            String name = SafeWords.clean(label.asText("")).strip().replaceAll("\\s+", "-");
            if (!name.isEmpty() && name.length() <= MAX_LABEL && labels.size() < MAX_LABELS) {
                labels.add(name);
            }
        });
        if (!labels.isEmpty()) {
            ArrayNode adds = change.putObject("update").putArray("labels");
            labels.forEach(label -> adds.addObject().put("add", label));
        }
    }
}
