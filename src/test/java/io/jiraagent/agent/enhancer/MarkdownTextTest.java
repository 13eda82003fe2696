package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTextTest {
    private final MarkdownText markdown = new MarkdownText();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "plain words, user_id ~ plain words, user_id",
                "<script>x</script> ~ &lt;script&gt;x&lt;/script&gt;",
                "![x](javascript:y) ~ !\\[x\\](javascript:y)",
                "`code` and *bold* ~ \\`code\\` and \\*bold\\*",
                "&lt; & R&D ~ &amp;lt; & R&amp;D",
                "* item ~ - item",
                "# first step ~ 1. first step",
                "h3. Notes ~ **Notes**",
                "## Notes ~ **Notes**",
                "#hash ~ \\#hash",
                "=== ~ \\===",
                "back\\slash ~ back\\\\slash",
            })
    void showsTheTextAndDoesNothingElse(String text, String expected) {
        assertThat(markdown.of(text)).isEqualTo(expected);
    }

    @Test
    void codeCannotCloseItsFence() {
        assertThat(markdown.of("{code:java}\na\n```\n<b>\n{code}\nafter <b>"))
                .isEqualTo("````\na\n```\n<b>\n````\nafter &lt;b&gt;");
    }

    @Test
    void stackTracesAreFenced() {
        assertThat(markdown.of("Boom: <x>\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)"))
                .isEqualTo("Boom: &lt;x&gt;\n```\n\tat a.B.c(B.java:1)\n\tat a.B.d(B.java:2)\n```");
    }

    @Test
    void aControlCharacterDoesNotHideAHeading() {
        assertThat(markdown.of("a\n\0 ## b")).doesNotContain("\n## ").doesNotContain(" ## ");
    }

    @Test
    void linesStayLines() {
        assertThat(markdown.of("one\ntwo\n\n\n\nthree")).isEqualTo("one  \ntwo\n\nthree");
    }

    @Test
    void aVeryLongTextIsCutAndSaysSo() {
        assertThat(markdown.of("word ".repeat(100_000)))
                .hasSizeLessThan(70_000)
                .endsWith("440000 more characters are in the ticket_");
    }
}
