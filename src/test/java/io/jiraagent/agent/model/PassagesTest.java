package io.jiraagent.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassagesTest {
    private static final String DESCRIPTION =
            "# What I did\n1. Open the *portal*\n2. Press  \u201eSign in\u201c\r\n\nA white page \u2013 nothing else. Terrors!";

    private final Passages passages = new Passages(DESCRIPTION);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Open the portal              | Open the *portal
            press "sign in"              | Press  \u201eSign in\u201c
            a white page - nothing else. | A white page \u2013 nothing else.""")
    void aCopyIsFoundAndGivenAsTheDescriptionHasIt(String quote, String original) {
        assertThat(passages.find(quote)).contains(original);
    }

    @ParameterizedTest
    @CsvSource({"Open the door", "errors", "A white page nothing", "''", "1.", "!"})
    void otherWordsAndPartsOfWordsAreNot(String quote) {
        assertThat(passages.find(quote)).isEmpty();
    }

    @Test
    void aCopyOverLinesKeepsTheLines() {
        assertThat(passages.find("1. Open the portal 2. Press 'Sign in'"))
                .contains("1. Open the *portal*\n2. Press  \u201eSign in\u201c");
    }

    @Test
    void longTextsTakeNoTimeWorthMentioning() {
        String text = "a ".repeat(200_000);

        assertThat(new Passages(text).find("a a b")).isEmpty();
    }
}
