package io.jiraagent.jira;

import io.jiraagent.jira.CommentText.Block;
import io.jiraagent.jira.CommentText.Bullets;
import io.jiraagent.jira.CommentText.Code;
import io.jiraagent.jira.CommentText.Heading;
import io.jiraagent.jira.CommentText.Paragraph;
import io.jiraagent.jira.CommentText.Run;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes Jira's wiki markup. Whatever could be markup in foreign text is written as a character reference: unlike a
 * backslash that also hides it from the search for mentions, which goes through the raw text.
 */
final class WikiWriter {
    /** A hyphen inside a word and a colon before a space are no markup. */
    private static final Pattern MARKUP = Pattern.compile(
            "[&\\\\{}\\[\\]()*_+^~|!#@<>;]|(?<![\\p{L}\\p{N}])-|-(?![\\p{L}\\p{N}])|:(?!\\s|$)|\\?(?=\\?)|(?<=\\?)\\?");

    private static final Pattern LINE_BLOCK = Pattern.compile("(?m)^(\\s*(?:h[1-6]|bq))\\.");
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9./%=?-]+");
    private static final Pattern CODE_END = Pattern.compile("(?i)\\{(?=noformat)|\\[(?=~)");

    private WikiWriter() {}

    static String write(CommentText text) {
        return text.blocks().stream().map(WikiWriter::write).collect(Collectors.joining("\n\n"));
    }

    private static String write(Block block) {
        if (block instanceof Heading heading) {
            return "h4. " + escape(heading.text().replace('\n', ' '));
        }
        if (block instanceof Bullets bullets) {
            return bullets.items().stream()
                    .map(item -> "* " + runs(item).replaceAll("\\n+", "\\\\\\\\ "))
                    .collect(Collectors.joining("\n"));
        }
        if (block instanceof Code code) {
            // The space keeps the text from ending the block, and from mentioning somebody.
            return "{noformat}\n" + CODE_END.matcher(code.text()).replaceAll("$0 ") + "\n{noformat}";
        }
        return runs(((Paragraph) block).runs());
    }

    private static String runs(List<Run> runs) {
        return runs.stream().map(WikiWriter::run).collect(Collectors.joining());
    }

    private static String run(Run run) {
        if (run.href() != null) {
            return "[" + escape(run.text()) + "|" + run.href() + "]";
        }
        if (!run.strong() || run.text().isBlank()) {
            return escape(run.text());
        }
        String core = run.text().strip().replace('\n', ' ');
        return "*" + escape(core) + "*" + (run.text().endsWith(" ") ? " " : "");
    }

    /** Makes text inert; plain addresses of the web stay as they are, and Jira makes links of them. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        int from = 0;
        for (MatchResult address : ADDRESS.matcher(text).results().toList()) {
            escaped.append(references(text.substring(from, address.start()))).append(address.group());
            from = address.end();
        }
        String rest = escaped.append(references(text.substring(from))).toString();
        return LINE_BLOCK.matcher(rest).replaceAll("$1&#46;");
    }

    private static String references(String text) {
        return MARKUP.matcher(text)
                .replaceAll(match -> "&#" + (int) match.group().charAt(0) + ";");
    }
}
