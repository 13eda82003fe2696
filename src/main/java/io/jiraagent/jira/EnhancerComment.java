package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.jira.CommentText.Block;
import io.jiraagent.jira.CommentText.Bullets;
import io.jiraagent.jira.CommentText.Heading;
import io.jiraagent.jira.CommentText.Run;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the Ticket Enhancer's answer says to the people of a ticket: what to add first, then what was understood. Read
 * leniently; what has another form than expected counts as missing.
 */
final class EnhancerComment {
    private static final List<String> SECTION_ORDER =
            List.of("steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
    private static final int HUNDRED = 100;

    private final JsonNode answer;
    private final List<Block> blocks = new ArrayList<>();

    private EnhancerComment(JsonNode answer) {
        this.answer = answer;
    }

    /** Empty when the answer has another form. */
    static Optional<CommentText> compose(JsonNode answer) {
        if (!answer.path("sections").isObject() || !answer.path("questions").isArray()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancerComment(answer).compose());
    }

    private CommentText compose() {
        text(answer.path("summary")).ifPresent(summary -> blocks.add(CommentText.paragraph(Run.strong(summary))));
        questions();
        suggestions();
        similar();
        sections();
        if (blocks.isEmpty()) {
            blocks.add(CommentText.paragraph(Run.plain("Nothing to add to this ticket.")));
        }
        return new CommentText(blocks);
    }

    private void questions() {
        List<List<Run>> items = new ArrayList<>();
        answer.path("questions").forEach(question -> text(question.path("text")).ifPresent(text -> {
            List<Run> item = new ArrayList<>();
            text(question.path("about")).ifPresent(about -> item.add(Run.strong(CommentComposer.words(about) + ": ")));
            item.add(Run.plain(text));
            items.add(item);
        }));
        list("Questions to the reporter", items);
    }

    private void suggestions() {
        List<List<Run>> items = new ArrayList<>();
        JsonNode priority = answer.path("priority");
        text(priority.path("suggested"))
                .ifPresent(suggested -> items.add(List.of(
                        Run.strong("Priority: "),
                        Run.plain(suggested
                                + text(priority.path("reason"))
                                        .map(r -> " – " + r)
                                        .orElse("")))));
        String labels = String.join(", ", texts(answer.path("labels")));
        if (!labels.isEmpty()) {
            items.add(List.of(Run.strong("Labels: "), Run.plain(labels)));
        }
        JsonNode score = answer.path("quality").path("score");
        if (score.isNumber()) {
            String reasons = String.join("; ", texts(answer.path("quality").path("reasons")));
            items.add(List.of(
                    Run.strong("Quality of the ticket: "),
                    Run.plain(score.asInt() + " of 100" + (reasons.isEmpty() ? "" : " – " + reasons))));
        }
        list("Suggestions", items);
    }

    private void similar() {
        List<List<Run>> items = new ArrayList<>();
        answer.path("similar").forEach(ticket -> text(ticket.path("issue_key")).ifPresent(key -> {
            String likeness = ticket.path("score").isNumber()
                    ? " (" + Math.round(ticket.path("score").asDouble() * HUNDRED) + " %)"
                    : "";
            String duplicate = ticket.path("duplicate").asBoolean() ? ", perhaps a duplicate" : "";
            items.add(List.of(Run.plain(key + likeness + duplicate)));
        }));
        list("Similar tickets", items);
    }

    private void sections() {
        Set<String> names = new LinkedHashSet<>(SECTION_ORDER);
        answer.path("sections").fieldNames().forEachRemaining(names::add);
        List<Block> said = new ArrayList<>();
        for (String name : names) {
            text(answer.path("sections").path(name))
                    .ifPresent(text -> said.add(CommentText.paragraph(
                            Run.strong(CommentComposer.words(name) + ":"), Run.plain("\n" + text))));
        }
        if (!said.isEmpty()) {
            blocks.add(new Heading("What the ticket says"));
            blocks.addAll(said);
        }
    }

    private void list(String title, List<List<Run>> items) {
        if (!items.isEmpty()) {
            blocks.add(new Heading(title));
            blocks.add(new Bullets(items));
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual()
                ? Optional.of(SafeWords.clean(node.textValue()).strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> text(element).ifPresent(texts::add));
        return texts;
    }
}
