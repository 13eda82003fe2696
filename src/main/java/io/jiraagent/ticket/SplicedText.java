package io.jiraagent.ticket;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Turns what a template put between two quotation marks into the inside of a JSON string. The text may have been
 * spliced in raw, escaped, or in part; an escape that is one in JSON is taken for one, unless its word shows that
 * backslashes are meant as such ({@code C:\\users\\new}).
 */
final class SplicedText {
    private static final String SIMPLE_ESCAPES = "\"\\/bfnrt";
    private static final Pattern FOUR_HEX_DIGITS = Pattern.compile("[0-9A-Fa-f]{4}");

    private final StringBuilder json;
    private final Set<Repair.Kind> found;

    private SplicedText(StringBuilder json, Set<Repair.Kind> found) {
        this.json = json;
        this.found = found;
    }

    /** Appends the inside of a JSON string for text that stood between quotation marks; adds to {@code found}. */
    static void appendQuoted(String content, StringBuilder json, Set<Repair.Kind> found) {
        SplicedText spliced = new SplicedText(json, found);
        if (isDoubled(content)) {
            found.add(Repair.Kind.DOUBLED_QUOTES);
            spliced.append(content, 1, content.length() - 1);
        } else {
            spliced.append(content, 0, content.length());
        }
    }

    /** Appends the inside of a JSON string for text that stood without quotation marks: every character is meant. */
    static void appendBare(String content, StringBuilder json) {
        SplicedText spliced = new SplicedText(json, null);
        for (int i = 0; i < content.length(); i++) {
            spliced.appendLiteral(content.charAt(i));
        }
    }

    /** {@code "x"} as content, where x is escaped as {@code asJsonString} does it. */
    private static boolean isDoubled(String content) {
        int last = content.length() - 1;
        if (last < 1 || content.charAt(0) != '"' || content.charAt(last) != '"') {
            return false;
        }
        int i = 1;
        while (i < last) {
            char c = content.charAt(i);
            if (c == '"') {
                return false;
            }
            int escape = c == '\\' ? escapeLength(content, i, last) : 1;
            if (escape == 0) {
                return false;
            }
            i += escape;
        }
        return true;
    }

    private void append(String content, int from, int to) {
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && content.charAt(end) > ' ') {
                end++;
            }
            appendWord(content, start, end, to);
            if (end < to) {
                appendCharacter(content.charAt(end));
            }
            start = end + 1;
        }
    }

    private void appendWord(String content, int from, int to, int end) {
        boolean escaped = !hasLoneBackslash(content, from, to, end);
        int i = from;
        while (i < to) {
            char c = content.charAt(i);
            int length = c == '\\' && escaped ? escapeLength(content, i, end) : 0;
            if (length > 0) {
                json.append(content, i, i + length);
                i += length;
            } else {
                appendCharacter(c);
                i++;
            }
        }
    }

    private static boolean hasLoneBackslash(String content, int from, int to, int end) {
        int i = from;
        while (i < to) {
            int length = content.charAt(i) == '\\' ? escapeLength(content, i, end) : 1;
            if (length == 0) {
                return true;
            }
            i += length;
        }
        return false;
    }

    /** Length of the JSON escape that begins at a backslash; 0 where it begins none. */
    private static int escapeLength(String content, int at, int end) {
        if (at + 1 >= end) {
            return 0;
        }
        char next = content.charAt(at + 1);
        if (SIMPLE_ESCAPES.indexOf(next) >= 0) {
            return 2;
        }
        boolean unicode = next == 'u'
                && at + 6 <= end
                && FOUR_HEX_DIGITS.matcher(content.substring(at + 2, at + 6)).matches();
        return unicode ? 6 : 0;
    }

    private void appendCharacter(char c) {
        if (c == '"') {
            found.add(Repair.Kind.UNESCAPED_QUOTE);
        } else if (c == '\\') {
            found.add(Repair.Kind.UNESCAPED_BACKSLASH);
        } else if (c < ' ') {
            found.add(Repair.Kind.RAW_CONTROL_CHARACTER);
        }
        appendLiteral(c);
    }

    private void appendLiteral(char c) {
        if (c == '"' || c == '\\') {
            json.append('\\').append(c);
        } else if (c < ' ') {
            json.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c % 16, 16));
        } else {
            json.append(c);
        }
    }
}
