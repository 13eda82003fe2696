package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import io.jiraagent.ticket.Ticket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What holds for every answer, whatever the ticket. */
final class Promises {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FENCED = Pattern.compile("(?ms)^(`{3,})\\n.*?^\\1$");

    private Promises() {}

    static void hold(Ticket ticket, EnhancedTicket answer) {
        JsonNode json = JSON.valueToTree(answer);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "summary",
                        "description",
                        "sections",
                        "questions",
                        "priority",
                        "labels",
                        "similar",
                        "quality",
                        "model");
        assertThat(json.get("sections").fieldNames())
                .toIterable()
                .containsExactly("steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
        assertThat(json.get("model").isNull()).isTrue();
        sections(ticket, json.get("sections"));
        questions(ticket, answer, json.get("sections"));
        assertThat(answer.summary()).doesNotContain("\n").hasSizeLessThanOrEqualTo(120);
        assertThat(answer.priority().suggested()).isIn("Highest", "High", "Medium", "Low", "Lowest");
        assertThat(answer.priority().reason()).isNotBlank();
        quality(answer);
        markdown(answer.description());
        assertThat(answer.labels()).doesNotHaveDuplicates().containsAll(Set.copyOf(ticket.labels()));
    }

    private static void sections(Ticket ticket, JsonNode sections) {
        sections.forEach(section -> {
            if (!section.isNull()) {
                assertThat(ticket.description()).contains(section.asText());
                assertThat(section.asText())
                        .isNotBlank()
                        .isEqualTo(section.asText().strip());
            }
        });
    }

    private static void questions(Ticket ticket, EnhancedTicket answer, JsonNode sections) {
        List<String> asked = answer.questions().stream().map(Question::about).toList();
        List<String> needed = TicketKind.of(ticket).needs().stream()
                .map(Section::key)
                .filter(section -> sections.get(section).isNull())
                .toList();
        assertThat(asked).doesNotHaveDuplicates().containsAll(needed);
        assertThat(asked.stream().filter(about -> !about.equals("summary") && !about.equals("description")))
                .containsExactlyInAnyOrderElementsOf(needed);
        assertThat(answer.questions())
                .allSatisfy(
                        question -> assertThat(question.text()).contains("?").doesNotContain("<", "`", "\n"));
    }

    private static void quality(EnhancedTicket answer) {
        int credited = answer.quality().reasons().stream()
                .filter(reason -> reason.startsWith("+"))
                .mapToInt(reason -> Integer.parseInt(reason.substring(1, reason.indexOf(':'))))
                .sum();
        assertThat(answer.quality().score()).isBetween(0, 100).isEqualTo(credited);
    }

    /** Outside fences nothing of the ticket's can act as HTML, link, image, code or heading. */
    private static void markdown(String markdown) {
        String prose = FENCED.matcher(markdown).replaceAll("");
        assertThat(prose).doesNotContain("<", ">");
        assertThat(Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*[`\\[]")
                        .matcher(prose)
                        .find())
                .as("unescaped backtick or bracket in: %s", prose)
                .isFalse();
        List<String> titles = List.of(
                "steps to reproduce",
                "expected result",
                "acceptance criteria",
                "actual result",
                "environment",
                "impact",
                "details");
        assertThat(prose.lines().filter(line -> line.matches(" {0,3}#.*"))).allSatisfy(line -> assertThat(titles)
                .contains(line.substring(3).toLowerCase(Locale.ROOT)));
    }
}
