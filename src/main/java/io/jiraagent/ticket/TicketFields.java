package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a ticket's fields from a parsed body, wherever its format keeps them. */
final class TicketFields {
    private static final Pattern LABEL_SEPARATORS = Pattern.compile("[,\\s]+");
    private static final List<String> NAMES = List.of("name", "value", "displayName");
    private static final List<String> PERSON_NAMES = List.of("displayName", "name");

    private final ObjectNode root;
    private final String key;
    private final RepairNotes notes;
    private final JsonNode issue;
    private final JsonNode fields;
    private final String path;

    TicketFields(ObjectNode root, String key, RepairNotes notes) {
        this.root = root;
        this.key = key;
        this.notes = notes;
        boolean hasIssue = root.path("issue").isObject();
        this.issue = hasIssue ? root.get("issue") : root;
        boolean hasFields = issue.path("fields").isObject();
        this.fields = hasFields ? issue.get("fields") : issue;
        this.path = (hasIssue ? "issue." : "") + (hasFields ? "fields." : "");
    }

    Ticket ticket() {
        return new Ticket(
                key,
                text(fields.path("summary"), path + "summary"),
                text(fields.path("description"), path + "description"),
                name("priority", NAMES),
                name("issuetype", NAMES) == null ? name("type", NAMES) : name("issuetype", NAMES),
                name("status", NAMES),
                name("reporter", PERSON_NAMES),
                labels(),
                nullIfBlank(text(fields.path("created"), path + "created")),
                BrowseLink.of(List.of(root.path("url"), issue.path("url")), issue.path("self"), key));
    }

    /** A text, a number as text, or a document of Atlassian's as text; null where there is none. */
    private String text(JsonNode node, String field) {
        if (node.isContainerNode()) {
            return AdfText.of(node);
        }
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        String text = node.asText();
        if (SmartValue.isUnrendered(text)) {
            notes.add(Repair.Kind.UNRENDERED_SMART_VALUE, field);
            return null;
        }
        return text.startsWith("{") ? documentOr(text) : text;
    }

    /** Some rules send a document of Atlassian's as the text of its JSON. */
    private static String documentOr(String text) {
        if (!text.contains("\"doc\"")) {
            return text;
        }
        try {
            JsonNode document = JsonTree.strict(text);
            boolean isDocument = "doc".equals(document.path("type").textValue())
                    && document.path("content").isArray();
            return isDocument ? AdfText.of(document) : text;
        } catch (IOException | MalformedPayloadException anyOtherText) {
            return text;
        }
    }

    /** The field's own text, or the first of the given keys of it. */
    private String name(String field, List<String> keys) {
        JsonNode node = fields.path(field);
        if (!node.isObject()) {
            return node.isArray() ? null : nullIfBlank(text(node, path + field));
        }
        for (String name : keys) {
            JsonNode named = node.path(name);
            String text = named.isValueNode() ? nullIfBlank(text(named, path + field + "." + name)) : null;
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private List<String> labels() {
        JsonNode node = fields.path("labels");
        List<String> labels = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode label : node) {
                addLabel(labels, label.isObject() ? label.path("name").asText("") : label.asText(""));
            }
        } else if (node.isTextual() && text(node, path + "labels") != null) {
            LABEL_SEPARATORS.splitAsStream(node.textValue()).forEach(label -> addLabel(labels, label));
        }
        return labels;
    }

    private static void addLabel(List<String> labels, String label) {
        if (!label.isBlank()) {
            labels.add(label.strip());
        }
    }

    private static String nullIfBlank(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
