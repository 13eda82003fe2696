package io.jiraagent.agent.enhancer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the decoration around a heading's words: Markdown, Jira's wiki notation, HTML, tables, numbering. */
final class HeadingLine {
    private static final String EMPHASIS = "*_+~";
    private static final Pattern BRACKET = Pattern.compile(
            "\\{panel:[^}]{0,160}}?|\\{(?:color|panel)(?::[#\\w]{1,20})?}|</?(?:b|strong|i|em|u|p|li|div|span|h[1-6])>");
    private static final int LONGEST_PARENTHESIS = 90;

    private HeadingLine() {}

    /**
     * What stands before the words.
     *
     * @param emphasis how many characters of bold, italic or similar were opened
     */
    record Opening(int wordsStart, int level, int emphasis) {}

    /**
     * What stands after the words.
     *
     * @param separated whether a colon, a table's bar, a dash or the end of bold text sets the heading off
     * @param alone whether nothing follows on the line
     */
    record Closing(int contentStart, boolean separated, boolean alone) {}

    static Opening opening(String text, int start, int end) {
        int level = Mark.PLAIN;
        int emphasis = 0;
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            int tokenEnd = i + 1;
            if (isWikiHeading(text, i, end)) {
                level = text.charAt(i + 1) - '0';
                tokenEnd = i + 3;
            } else if (Character.isLetter(c)) {
                break;
            } else if (Character.isDigit(c)) {
                tokenEnd = afterNumber(text, i, end);
                if (tokenEnd < 0) {
                    break;
                }
            } else if (c == '#' || c == '=') {
                tokenEnd = afterRun(text, i, end);
                level = Math.min(level, tokenEnd - i);
            } else if (c == '{' || c == '<') {
                tokenEnd = afterBracket(text, i, end);
                int title = tokenEnd < 0 ? -1 : text.substring(i, tokenEnd).indexOf("title=");
                if (title >= 0) {
                    return new Opening(i + title + "title=".length(), 1, 0);
                }
                if (tokenEnd < 0) {
                    break;
                }
                level = c == '<' ? Math.min(level, tagLevel(text, i)) : level;
            } else if (EMPHASIS.indexOf(c) >= 0 && i + 1 < end && !TicketText.isSpace(text.charAt(i + 1))) {
                emphasis++;
                level = Math.min(level, Mark.BOLD);
            }
            i = tokenEnd;
        }
        return new Opening(i, level, emphasis);
    }

    static Closing closing(String text, int from, int end, int emphasis) {
        int open = emphasis;
        boolean separated = false;
        boolean closed = false;
        char separator = 0;
        int i = afterParenthesis(text, from, end);
        while (i < end) {
            char c = text.charAt(i);
            if (TicketText.isSpace(c) || c == ']' || c == '}') {
                closed |= !TicketText.isSpace(c);
            } else if (open > 0 && EMPHASIS.indexOf(c) >= 0) {
                open--;
                closed = true;
            } else if ((c == '{' || text.startsWith("</", i)) && afterBracket(text, i, end) > 0) {
                i = afterBracket(text, i, end) - 1;
                closed = true;
            } else if (c == separator || (!separated && isSeparator(text, i, end))) {
                separated = true;
                separator = c;
            } else if (c != '-' || text.charAt(i - 1) != ':') {
                break;
            }
            i++;
        }
        boolean sentenceGoesOn = i < end && Character.isLowerCase(text.charAt(i));
        return new Closing(i, separated || (closed && !sentenceGoesOn), i >= end);
    }

    /** Back over bold marks and blanks that stand before {@code at}. */
    static int skipBackOverEmphasis(String text, int from, int at) {
        int i = at;
        while (i > from && (text.charAt(i - 1) == ' ' || EMPHASIS.indexOf(text.charAt(i - 1)) >= 0)) {
            i--;
        }
        return i;
    }

    static boolean isWikiHeading(String text, int i, int end) {
        return i + 3 <= end
                && text.charAt(i) == 'h'
                && text.charAt(i + 1) >= '1'
                && text.charAt(i + 1) <= '6'
                && text.charAt(i + 2) == '.';
    }

    static int afterRun(String text, int i, int end) {
        int after = i;
        while (after < end && text.charAt(after) == text.charAt(i)) {
            after++;
        }
        return after;
    }

    private static boolean isSeparator(String text, int i, int end) {
        char c = text.charAt(i);
        if (c == '-' || c == '–' || c == '—') {
            boolean spaced = i + 1 >= end || TicketText.isSpace(text.charAt(i + 1));
            return spaced && TicketText.isSpace(text.charAt(i - 1));
        }
        return ":：|=?#".indexOf(c) >= 0;
    }

    private static int afterNumber(String text, int i, int end) {
        int after = i;
        while (after < end && after - i < 3 && Character.isDigit(text.charAt(after))) {
            after++;
        }
        return after < end && ".)".indexOf(text.charAt(after)) >= 0 ? after + 1 : -1;
    }

    /** The end of a macro such as {@code {color:red}} or a tag such as {@code <b>}; -1 where it is rather text. */
    private static int afterBracket(String text, int i, int end) {
        Matcher bracket = BRACKET.matcher(text).region(i, end);
        return bracket.lookingAt() ? bracket.end() : -1;
    }

    private static int afterParenthesis(String text, int from, int end) {
        int i = from;
        while (i < end && text.charAt(i) == ' ') {
            i++;
        }
        if (i < end && text.charAt(i) == '(') {
            for (int j = i + 1; j < Math.min(end, i + LONGEST_PARENTHESIS); j++) {
                if (text.charAt(j) == ')') {
                    return j + 1;
                }
            }
        }
        return from;
    }

    private static int tagLevel(String text, int i) {
        if (i + 2 < text.length() && text.charAt(i + 1) == 'h' && Character.isDigit(text.charAt(i + 2))) {
            return Math.max(1, text.charAt(i + 2) - '0');
        }
        return Mark.BOLD;
    }
}
