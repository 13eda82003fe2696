package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionFinderTest {
    private final SectionFinder finder = new SectionFinder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h3. Expected result\n",
                "h1.Expected result\n",
                "## Expected result\n",
                "### Expected Result ###\n",
                "*Expected result*\n",
                "**Expected result**\n",
                "**Expected result:**\n",
                "*Expected result*:\n",
                "__Expected result__\n",
                "_Expected result:_\n",
                "+Expected result+\n",
                "Expected result\n",
                "Expected result:\n\n",
                "EXPECTED RESULT\n",
                "Expected Results: ",
                "Expected behaviour: ",
                "Expected behavior - ",
                "*Expected:* ",
                "**Expected**: ",
                "- Expected: ",
                "2. Expected result: ",
                "> Expected: ",
                "[Expected result]\n",
                "== Expected result ==\n",
                "Expected result\n---------------\n",
                "{panel:title=Expected result}\n",
                "{color:red}*Expected result*{color}\n",
                "<b>Expected result</b>\n",
                "<h3>Expected result</h3>\n",
                "Expected result (what should happen):\n",
                "What did you expect to happen?\n",
                "What should happen? ",
                "✅ Expected result: ",
                "|Expected result|",
                "||Expected result||",
                "Erwartetes Ergebnis: ",
                "Résultat attendu : ",
                "Resultado esperado: ",
                "h3. *Expected result:*\n",
                "1) *Expected result*\n",
                "Expected :- ",
                "Expected Result — ",
                "Acceptance criteria:\n"
            })
    void knowsAHeadingHoweverItIsWritten(String heading) {
        Sections sections = find("The page is odd.\n\n" + heading + "Three rows are shown");
        assertThat(sections.words(Section.EXPECTED_RESULT)).isEqualTo("Three rows are shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "N/A",
                "n/a.",
                "TBD",
                "-",
                "--",
                "none",
                "None.",
                "...",
                "?",
                "<describe here>",
                "_<describe here>_",
                "[describe the result here]",
                "Enter the expected result…",
                "Please describe what should happen",
                "TODO",
                "{{issue.customfield_10010}}",
                "",
                "1.\n2.\n3.",
                "<!-- what should happen? -->",
                "*",
                "not applicable",
                "xxx",
                "e.g. the page opens",
                "_(please fill in)_"
            })
    void aFormLeftEmptySaysNothing(String left) {
        assertThat(find("h3. Expected result\n" + left + "\nh3. Notes\nfoo").has(Section.EXPECTED_RESULT))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It fails on Chrome 126 on Windows 11 since Monday. | Chrome 126 on Windows 11",
                "Seen with Firefox v128.0.1 (macOS 14.5). | Firefox v128.0.1 (macOS 14.5)",
                "We run version 4.2.1-rc1 in production. | version 4.2.1-rc1 in production",
                "Broken in Safari, works in Chrome 120. | Safari",
                "The iPhone 15 Pro with iOS 17.5 shows nothing. | iPhone 15 Pro with iOS 17.5",
                "It fails on staging only. | staging",
                "Chrome 119, macOS | Chrome 119, macOS",
                "I use Firefox. My colleague does not. | Firefox",
                "The Chrome extension button is broken. |",
                "Does it work in Chrome 120? |",
                "Works fine in Firefox 128. |",
                "An edge case is not handled. |",
            })
    void findsTheEnvironmentInASentence(String sentence, String environment) {
        assertThat(find(sentence).words(Section.ENVIRONMENT)).isEqualTo(environment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The import fails. This affects 200 customers. | This affects 200 customers.",
                "It blocks the release of 5.1! | It blocks the release of 5.1!",
                "All users cannot log in since 9. | All users cannot log in since 9.",
                "Nobody can work. | Nobody can work.",
                "We are losing money every hour. | We are losing money every hour.",
                "Only affects me. | Only affects me.",
                "The code block is not coloured. |",
                "The list of users is not sorted. |",
                "Click the user, then save. It fails. |",
            })
    void findsTheImpactInASentence(String description, String impact) {
        assertThat(find(description).words(Section.IMPACT)).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I expected a list but got an empty page. | I expected a list | got an empty page.",
                "We were expecting 5 rows, but only 3 are shown. | We were expecting 5 rows | only 3 are shown.",
                "The total should be 10, instead it is 9. | The total should be 10 | it is 9.",
                "The button does nothing but it should open the form. | it should open the form. | The button does nothing",
                "It should be blue. It is red and wrong. | It should be blue. | It is red and wrong.",
                "Dear support team, I cannot open it. | | I cannot open it.",
                "The page shows no errors. | |",
                "This should be fixed soon. | |",
            })
    void findsWhatShouldAndWhatDoesHappenInSentences(String text, String expected, String actual) {
        Sections sections = find(text);
        assertThat(sections.words(Section.EXPECTED_RESULT)).isEqualTo(expected);
        assertThat(sections.words(Section.ACTUAL_RESULT)).isEqualTo(actual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{Error 500}} is shown",
                "<ErrorPage> is shown",
                "*All* rows",
                "_x_",
                "`x` is null",
                "-1",
                "[x] y",
                "\"x\""
            })
    void nothingAtASectionsBeginningIsLost(String words) {
        assertThat(find("*Actual:* " + words + "\n*Expected:* 3").words(Section.ACTUAL_RESULT))
                .isEqualTo(words);
        assertThat(find("Actual: " + words).words(Section.ACTUAL_RESULT)).isEqualTo(words);
        assertThat(find("h3. Actual\n" + words).words(Section.ACTUAL_RESULT)).isEqualTo(words);
    }

    @Test
    void oneLineMayHoldSeveralParts() {
        Sections sections =
                find("STR: open A; click B; Expected: C; **Actual:** D. Env: Chrome 1, Impact: nobody can pay");
        assertThat(sections.words(Section.STEPS_TO_REPRODUCE)).isEqualTo("open A; click B");
        assertThat(sections.words(Section.EXPECTED_RESULT)).isEqualTo("C");
        assertThat(sections.words(Section.ACTUAL_RESULT)).isEqualTo("D.");
        assertThat(sections.words(Section.ENVIRONMENT)).isEqualTo("Chrome 1");
        assertThat(sections.words(Section.IMPACT)).isEqualTo("nobody can pay");
    }

    @Test
    void aListUnderALeadInIsTheSteps() {
        Sections sections = find("It is broken.\nYou can reproduce it like this:\n\n1. a\n\n2. b\n\nThanks!");
        assertThat(sections.words(Section.STEPS_TO_REPRODUCE)).isEqualTo("1. a\n\n2. b");
    }

    @Test
    void headingsInsideCodeAreCode() {
        Sections sections = find("h3. Actual result\n{code}\nExpected: x\nEnvironment: y\n{code}\n");
        assertThat(sections.words(Section.ACTUAL_RESULT)).isEqualTo("{code}\nExpected: x\nEnvironment: y\n{code}");
        assertThat(sections.has(Section.EXPECTED_RESULT)).isFalse();
    }

    @Test
    void deeperHeadingsStayWithinTheirSection() {
        Sections sections = find("## Steps to reproduce\n### Desktop\nopen\n### Phone\ntap\n## Logs\nx");
        assertThat(sections.words(Section.STEPS_TO_REPRODUCE)).isEqualTo("### Desktop\nopen\n### Phone\ntap");
    }

    @Test
    void whereASectionIsHeadedTwiceTheOneThatSaysSomethingCounts() {
        Sections sections = find("Environment: N/A\n\nImpact: -\n\nEnvironment: Chrome 126\n");
        assertThat(sections.words(Section.ENVIRONMENT)).isEqualTo("Chrome 126");
        assertThat(sections.has(Section.IMPACT)).isFalse();
    }

    @Test
    void aGoodbyeIsNotPartOfTheLastSection() {
        Sections sections = find("Actual result:\nIt crashes.\n\nThe log is empty.\n\nThanks and regards,\nBob");
        assertThat(sections.words(Section.ACTUAL_RESULT)).isEqualTo("It crashes.\n\nThe log is empty.");
    }

    private Sections find(String description) {
        return finder.find("", description, TicketKind.DEFECT);
    }
}
