package io.jiraagent.agent.enhancer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells headings by their notation alone, whatever their words. */
final class StructuralHeading {
    private static final int LONGEST = 120;
    private static final Pattern WIKI = Pattern.compile("h([1-6])\\.\\s*\\S.*");
    private static final Pattern MARKDOWN = Pattern.compile("(#{1,6})\\s+\\S.*");
    private static final Pattern EQUALS = Pattern.compile("(={2,6})\\s*[^=].*=");
    private static final Pattern BOLD = Pattern.compile("(?:\\*{1,2}|_{2})[^\\s*_][^*_]{0,60}(?:\\*{1,2}|_{2}):?");
    private static final Pattern PANEL = Pattern.compile("\\{panel:[^}]*title=.*");
    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}");
    private static final Pattern RULE = Pattern.compile("-{3,}|\\*{3,}|_{3,}");

    /** The heading's level, empty where the line's notation makes it no heading. */
    Optional<Integer> level(TicketText text, int line) {
        if (text.end(line) - text.start(line) > LONGEST) {
            return Optional.empty();
        }
        String words = text.line(line).strip();
        Matcher wiki = WIKI.matcher(words);
        if (wiki.matches()) {
            return Optional.of(Integer.parseInt(wiki.group(1)));
        }
        Matcher markdown = MARKDOWN.matcher(words);
        if (markdown.matches()) {
            int level = markdown.group(1).length();
            return isWikiList(text, line) ? Optional.empty() : Optional.of(level);
        }
        Matcher equals = EQUALS.matcher(words);
        if (equals.matches()) {
            return Optional.of(equals.group(1).length());
        }
        if (PANEL.matcher(words).matches()) {
            return Optional.of(1);
        }
        if (BOLD.matcher(words).matches()) {
            return Optional.of(Mark.BOLD);
        }
        if (RULE.matcher(words).matches()) {
            return line == 0 || text.isBlank(line - 1) ? Optional.of(Mark.BOLD) : Optional.empty();
        }
        return underlined(text, line, words);
    }

    private static Optional<Integer> underlined(TicketText text, int line, String words) {
        boolean canBeUnderlined = line + 1 < text.lines()
                && !text.isListItem(line)
                && text.end(line + 1) - text.start(line + 1) <= LONGEST;
        if (!canBeUnderlined || words.endsWith(".")) {
            return Optional.empty();
        }
        String next = text.line(line + 1).strip();
        if (!UNDERLINE.matcher(next).matches()) {
            return Optional.empty();
        }
        return Optional.of(next.charAt(0) == '=' ? 1 : 2);
    }

    /** In Jira's notation lines that begin with # are a numbered list: more than one, one below the other. */
    static boolean isWikiList(TicketText text, int line) {
        return isHash(text, line - 1) || isHash(text, line + 1) || !hasTextBelow(text, line);
    }

    private static boolean isHash(TicketText text, int line) {
        return line >= 0
                && line < text.lines()
                && !text.isCode(line)
                && text.start(line) < text.end(line)
                && text.raw().charAt(text.start(line)) == '#';
    }

    private static boolean hasTextBelow(TicketText text, int line) {
        return text.nextSaid(line + 1) < text.lines();
    }
}
