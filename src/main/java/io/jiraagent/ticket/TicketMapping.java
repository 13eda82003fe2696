package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Takes fields of a ticket from elsewhere in the payload, such as a custom field. Where the payload has nothing there,
 * the ticket keeps what it has. Immutable.
 */
public final class TicketMapping {
    private static final List<String> NAMES = List.of("name", "value", "displayName");

    private final Map<TicketField, JsonPointer> pointers;

    /** @param pointers into the payload, <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a> */
    public TicketMapping(Map<TicketField, JsonPointer> pointers) {
        this.pointers = pointers.isEmpty() ? Map.of() : new EnumMap<>(pointers);
    }

    /** @param payload as parsed */
    public Ticket apply(Ticket ticket, JsonNode payload) {
        return replace(ticket, field -> Optional.ofNullable(pointers.get(field)).map(payload::at));
    }

    /**
     * The ticket with other values where there are any.
     *
     * @param values texts, numbers, lists, named things such as {@code {"name": "High"}}, or documents of Atlassian's;
     *     null and missing nodes count as nothing
     */
    public static Ticket replace(Ticket ticket, Function<TicketField, Optional<JsonNode>> values) {
        return new Ticket(
                ticket.key(),
                text(values, TicketField.SUMMARY, ticket.summary()),
                text(values, TicketField.DESCRIPTION, ticket.description()),
                text(values, TicketField.PRIORITY, ticket.priority()),
                text(values, TicketField.TYPE, ticket.type()),
                text(values, TicketField.STATUS, ticket.status()),
                text(values, TicketField.REPORTER, ticket.reporter()),
                given(values, TicketField.LABELS).map(TicketMapping::labels).orElse(ticket.labels()),
                ticket.created(),
                ticket.url());
    }

    private static String text(Function<TicketField, Optional<JsonNode>> values, TicketField field, String otherwise) {
        return given(values, field)
                .map(node -> SafeText.of(text(node).strip()))
                .filter(text -> !text.isEmpty())
                .orElse(otherwise);
    }

    private static Optional<JsonNode> given(Function<TicketField, Optional<JsonNode>> values, TicketField field) {
        return values.apply(field).filter(node -> !node.isNull() && !node.isMissingNode());
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            return StreamSupport.stream(node.spliterator(), false)
                    .map(TicketMapping::text)
                    .filter(text -> !text.isBlank())
                    .collect(Collectors.joining(", "));
        }
        if (node.isValueNode()) {
            return node.asText();
        }
        return NAMES.stream()
                .map(node::path)
                .filter(JsonNode::isValueNode)
                .findFirst()
                .map(JsonNode::asText)
                .orElseGet(() -> AdfText.of(node));
    }

    private static List<String> labels(JsonNode node) {
        List<String> labels = new ArrayList<>();
        for (JsonNode label : node.isArray() ? node : List.of(node)) {
            String text = SafeText.of(text(label).strip());
            if (!text.isEmpty()) {
                labels.add(text);
            }
        }
        return labels;
    }
}
