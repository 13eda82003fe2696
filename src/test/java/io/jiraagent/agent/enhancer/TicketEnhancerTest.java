package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import io.jiraagent.ticket.Ticket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketEnhancerTest {
    private static final int MEBIBYTE = 1 << 20;

    private final TicketEnhancer enhancer = new TicketEnhancer();

    @Test
    void theAnswersJsonIsTheContracts() throws Exception {
        EnhancedTicket answer = enhance("Bug", "Export stops at row 50", "Expected: 51 rows\nActual: `50` rows");
        String json = new ObjectMapper()
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .writeValueAsString(answer);
        assertThat(json)
                .startsWith(
                        "{\"summary\":\"Export stops at row 50\",\"description\":\"## Steps to reproduce\\n\\n_Not stated_")
                .contains("\"sections\":{\"steps_to_reproduce\":null,\"expected_result\":\"51 rows\","
                        + "\"actual_result\":\"`50` rows\",\"environment\":null,\"impact\":null}")
                .contains("\"questions\":[{\"about\":\"")
                .contains("\"priority\":{\"suggested\":\"Medium\",\"reason\":\"")
                .contains("\"labels\":[\"export\"],\"similar\":[],\"quality\":{\"score\":")
                .endsWith("]},\"model\":null}");
    }

    @Test
    void aTaskWithoutATicketGetsQuestionsOnly() {
        EnhancedTicket answer = enhancer.enhance(Sample.task(null), null);
        assertThat(answer.summary()).isEmpty();
        assertThat(answer.quality().score()).isZero();
        assertThat(answer.questions())
                .extracting(Question::about)
                .containsExactly(
                        "summary",
                        "description",
                        "steps_to_reproduce",
                        "expected_result",
                        "actual_result",
                        "environment",
                        "impact");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "Bug,x,DEFECT",
                "Production Incident,x,INCIDENT",
                "Fehler,x,DEFECT",
                "Story,Login fails,CHANGE",
                "New Feature,x,CHANGE",
                "Task,x,CHANGE",
                "Epic,x,CHANGE",
                "[System] Service request,x,SUPPORT",
                "Question,x,SUPPORT",
                "null,Login fails,DEFECT",
                "null,Add dark mode,CHANGE",
                "null,How do I reset my password,SUPPORT",
                "null,x,DEFECT",
                "'',x,DEFECT"
            })
    void theKindOfTicketDecidesWhatItNeeds(String type, String summary, TicketKind kind) {
        assertThat(TicketKind.of(Sample.ticket(type, summary, ""))).isEqualTo(kind);
    }

    @Test
    void anIncidentIsNotAskedForSteps() {
        assertThat(enhance("Incident", "Nobody can pay", "Every payment in production is answered with 502 since noon.")
                        .questions())
                .extracting(Question::about)
                .containsExactly("expected_result", "impact");
    }

    @Test
    void aStoryIsNotAskedForStepsOrEnvironment() {
        assertThat(enhance("Story", "Dark mode for the web app", "We want a dark mode for the evening hours, please.")
                        .questions())
                .extracting(Question::about)
                .containsExactly("expected_result", "impact");
    }

    @Test
    void questionsTakeUpTheTicketsOwnWords() {
        EnhancedTicket answer =
                enhance("Bug", "Chrome extension icon is gray", "The icon of the extension is gray all day long here.");
        assertThat(answer.questions())
                .contains(new Question(
                        "environment",
                        "You mention Chrome: does it happen there, in which version, and on which operating system? Does another"
                                + " browser show it too?"));
        assertThat(answer.questions().get(0).text()).contains("“Chrome extension icon is gray”");
    }

    @Test
    void questionsDoNotRepeatWhatCouldBeTakenForMarkup() {
        assertThat(enhance("Bug", "Name `<b>x</b>` breaks the page @all", "").questions())
                .allSatisfy(question -> assertThat(question.text()).doesNotContain("<", "`", "@"));
    }

    @Test
    void ofSimilarTicketsTheBestFiveOthersAreNamed() {
        List<SimilarTicket> found = List.of(
                new SimilarTicket("TEST-1", 1, true),
                new SimilarTicket("T-2", 0.3, false),
                new SimilarTicket("T-3", 7, true),
                new SimilarTicket("T-4", 0.5, false),
                new SimilarTicket("T-5", Double.NaN, false),
                new SimilarTicket("T-6", 0.5, false),
                new SimilarTicket("T-4", 0.4, false),
                new SimilarTicket("T-7", -1, false),
                new SimilarTicket("T-8", 0.2, false));
        Ticket ticket = Sample.ticket("Bug", "x", "");
        assertThat(enhancer.enhance(Sample.task(ticket), found).similar())
                .extracting(SimilarTicket::issueKey)
                .containsExactly("T-3", "T-4", "T-6", "T-2", "T-8");
    }

    @Test
    void aRowOfTheDatabaseIsASimilarTicket() {
        assertThat(SimilarTicket.of(Map.of("issue_key", "A-1", "score", new BigDecimal("0.5"), "duplicate", true)))
                .isEqualTo(new SimilarTicket("A-1", 0.5, true));
        assertThatThrownBy(() -> SimilarTicket.of(Map.of("score", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("issue_key");
    }

    /** Each is repeated to a mebibyte: whatever is more than linear would not come to an end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                " ",
                "\n",
                ":",
                "a:",
                "*",
                "#",
                "`",
                "{",
                "{code",
                "{code}\n",
                "```\n",
                "Expected:",
                "Expected: Actual: ",
                "steps\n",
                "Steps:\n1. open\n",
                "1. click\n",
                "- ",
                "(",
                "<",
                "<!--",
                "&",
                "\\",
                "no no ",
                "not a ",
                "all our ",
                "in Chrome 1 ",
                "Chrome 126.0.1 on ",
                "when I click, ",
                "I expected but ",
                "h3. ",
                "h3. Steps\n",
                "**Notes**\n",
                "Given a\nWhen b\n",
                "Given a\n",
                "Browser: x\n",
                "\u0000",
                "\uD83D",
                "\uDE00",
                "的",
                "A. ",
                "a b c d e f g h: ",
                "following steps:\n",
                "reproduce:\n\n",
                "x\n---\n",
                "\t\tat x\n",
                "workaround ",
                "production is ",
                "1.1.1.1.1",
                "users customers ",
                "||",
                "http://a.b/c?",
                "\r\n",
                "\r",
                "a@a",
                "https://",
                "-----",
                "_a_",
                "e.g. ",
                "?!",
                "5 % "
            })
    void aMebibyteOfHostilityIsReadLikeAnyText(String pattern) {
        String text = pattern.repeat(MEBIBYTE / pattern.length());
        EnhancedTicket answer = enhance("Bug", text, text);
        assertThat(answer.quality().score()).isBetween(0, 100);
        assertThat(answer.summary()).hasSizeLessThanOrEqualTo(120);
    }

    private EnhancedTicket enhance(String type, String summary, String description) {
        return enhancer.enhance(Sample.task(Sample.ticket(type, summary, description)), List.of());
    }
}
