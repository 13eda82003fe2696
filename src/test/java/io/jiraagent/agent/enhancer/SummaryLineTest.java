package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryLineTest {
    private final SummaryLine summaryLine = new SummaryLine();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  Login   fails\n on Safari. ' | Login fails on Safari",
                "URGENT!!! Login fails on Safari!!! | Login fails on Safari",
                "[URGENT] Login fails on Safari | Login fails on Safari",
                "Login fails on Safari - ASAP!! | Login fails on Safari",
                "LOGIN API RETURNS 500 ON IOS 17 | Login API returns 500 on IOS 17",
                "Re: Fwd: Login fails on Safari | Login fails on Safari",
                "Why does login fail??? | Why does login fail?",
                "*Login fails on Safari* | Login fails on Safari",
                "Help center links are broken | Help center links are broken",
                "[iOS] Login fails | [iOS] Login fails",
            })
    void isOneCalmLine(String summary, String calm) {
        assertThat(summaryLine.clean(summary)).isEqualTo(calm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bug",
                "problem!!!",
                "It doesn't work",
                "does not work",
                "",
                "  ",
                "URGENT",
                "help",
                "{{issue.summary}}"
            })
    void aSummaryThatSaysNothingIsReplacedByWhatTheTicketSays(String summary) {
        Sections sections = new Sections("The export of invoices stops at row 50. It is red.");
        assertThat(summaryLine.of(summary, sections, "Hi\nThe export of invoices stops at row 50. It is red."))
                .isEqualTo("The export of invoices stops at row 50");
    }

    @Test
    void aLongSummaryIsCutAtAWord() {
        String line = summaryLine.clean("word ".repeat(100));
        assertThat(line).hasSizeLessThanOrEqualTo(120).endsWith("word…");
        assertThat(summaryLine.clean("x".repeat(500))).hasSize(120);
        assertThat(summaryLine.clean("🔥".repeat(500)))
                .hasSizeLessThanOrEqualTo(120)
                .doesNotEndWith("\uD83D…");
    }

    @Test
    void aTicketWithoutWordsHasNoSummary() {
        assertThat(summaryLine.of("", new Sections(""), "")).isEmpty();
    }
}
