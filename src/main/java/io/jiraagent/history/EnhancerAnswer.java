package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * An answer in the form of the Ticket Enhancer's. Read leniently: any agent may answer anything, so whatever has another
 * form than expected counts as missing.
 *
 * @param missing names of the sections that the ticket does not fill
 * @param quality null, or 0 to 100
 * @param suggestions what a model claims beyond the ticket
 */
public record EnhancerAnswer(
        String summary,
        String description,
        List<Section> sections,
        List<String> missing,
        List<Question> questions,
        String priority,
        String priorityReason,
        List<String> labels,
        List<Similar> similar,
        Integer quality,
        List<String> qualityReasons,
        List<Question> suggestions,
        String model) {
    private static final List<String> SECTION_ORDER =
            List.of("steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A part of the ticket, in its own words. */
    public record Section(String name, String text) {}

    public record Question(String about, String text) {}

    /** @param percent of likeness, or null */
    public record Similar(String issueKey, Integer percent, boolean duplicate) {}

    /** Empty when the answer has another form. */
    static Optional<EnhancerAnswer> of(JsonNode result) {
        if (result == null
                || !(result.path("sections") instanceof ObjectNode sections)
                || !result.path("questions").isArray()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancerAnswer(
                text(result, "summary"),
                text(result, "description"),
                inOrder(sections).stream()
                        .filter(name -> sections.get(name).isTextual())
                        .map(name -> new Section(name, sections.get(name).textValue()))
                        .toList(),
                inOrder(sections).stream()
                        .filter(name -> sections.get(name).isNull())
                        .toList(),
                each(result.path("questions"), node -> new Question(text(node, "about"), text(node, "text"))).stream()
                        .filter(question -> question.text() != null)
                        .toList(),
                text(result.path("priority"), "suggested"),
                text(result.path("priority"), "reason"),
                texts(result.path("labels")),
                each(result.path("similar"), EnhancerAnswer::similar).stream()
                        .filter(similar -> similar.issueKey() != null)
                        .toList(),
                number(result.path("quality").path("score"), BigDecimal.ONE),
                texts(result.path("quality").path("reasons")),
                each(result.path("suggestions"), node -> new Question(text(node, "about"), text(node, "text"))).stream()
                        .filter(suggestion -> suggestion.text() != null)
                        .toList(),
                text(result, "model")));
    }

    /** PostgreSQL keeps no order of fields: the usual ones as in a bug report, then the others. */
    private static List<String> inOrder(ObjectNode sections) {
        Set<String> names = new LinkedHashSet<>(SECTION_ORDER);
        sections.fieldNames().forEachRemaining(names::add);
        return names.stream().filter(sections::has).toList();
    }

    private static Similar similar(JsonNode node) {
        return new Similar(
                text(node, "issue_key"),
                number(node.path("score"), HUNDRED),
                node.path("duplicate").asBoolean(false));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() && !node.path(field).textValue().isBlank()
                ? node.path(field).textValue()
                : null;
    }

    private static List<String> texts(JsonNode array) {
        return each(array, node -> node).stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reading) {
        return array instanceof ArrayNode
                ? StreamSupport.stream(array.spliterator(), false).map(reading).toList()
                : List.of();
    }

    /** Null where it is no number from 0 to 100 when multiplied. */
    private static Integer number(JsonNode node, BigDecimal factor) {
        if (!node.isNumber() || Math.abs(node.doubleValue()) > HUNDRED.doubleValue()) {
            return null;
        }
        int value = node.decimalValue()
                .multiply(factor)
                .setScale(0, RoundingMode.HALF_UP)
                .intValue();
        return value < 0 || value > HUNDRED.intValue() ? null : value;
    }
}
