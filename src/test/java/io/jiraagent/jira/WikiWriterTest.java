package io.jiraagent.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.jira.CommentText.Bullets;
import io.jiraagent.jira.CommentText.Code;
import io.jiraagent.jira.CommentText.Run;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign text in wiki markup is text and nothing else. */
class WikiWriterTest {
    /** What Jira's renderer would have to find for something to happen. */
    private static final String MARKUP =
            "(?s).*([\\[\\]{}|!*_^~@\\\\<>+]|(^|\\n)\\s*(h[1-6]|bq)\\.|--|\\?\\?|(^|\\n)\\s*[#-]\\s).*";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[~admin] please look",
                "[click|javascript:alert(1)]",
                "[click|https://evil.example/{x}]",
                "{panel:title=Urgent}x{panel}",
                "{html}<script>alert(1)</script>{html}",
                "{noformat}x{noformat}",
                "!https://evil.example/pixel.png!",
                "!attachment.png|thumbnail!",
                "h1. SYSTEM",
                "text\nbq. quoted",
                "||a||b||",
                "* a\n* b\n# c",
                "----",
                "\\\\server\\share \\[~admin\\]",
                "*bold* _italic_ -gone- +new+ ^up^ ~down~ ??cite??",
                "{color:red}red{color}",
                "mail@example.com mailto:mail@example.com",
                "^attachment.txt^ [^attachment.txt]",
            })
    void isInert(String hostile) {
        String written = WikiWriter.escape(hostile).replaceAll("&#\\d+;", "§");

        assertThat(written).doesNotMatch(MARKUP);
        assertThat(WikiWriter.escape(hostile)).doesNotContain("[~", "mailto:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "See https://example.com/a-b?c=d for more|See https://example.com/a-b?c=d for more",
                "well-known: yes, it is. Why?|well-known: yes, it is. Why?",
                "a &amp; b|a &#38;amp&#59; b",
            })
    void plainWordsAndAddressesStayReadable(String text, String written) {
        assertThat(WikiWriter.escape(text)).isEqualTo(written);
    }

    @Test
    void codeCannotEndItselfNorMentionAnybody() {
        String written =
                WikiWriter.write(new CommentText(List.of(new Code("{noformat}[~admin]{NoFormat} [click|http://x]"))));

        assertThat(written.replaceFirst("^\\{noformat}\\n", "").replaceFirst("\\n\\{noformat}$", ""))
                .doesNotContainIgnoringCase("{noformat}")
                .doesNotContain("[~");
    }

    @Test
    void anItemOfSeveralLinesStaysOneItem() {
        String written = WikiWriter.write(new CommentText(
                List.of(new Bullets(List.of(List.of(Run.plain("first\nsecond")), List.of(Run.plain("third")))))));

        assertThat(written).isEqualTo("* first\\\\ second\n* third");
    }
}
