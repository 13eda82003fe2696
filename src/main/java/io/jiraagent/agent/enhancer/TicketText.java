package io.jiraagent.agent.enhancer;

import java.util.Arrays;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text as lines, with the lines known that are code, log or other quoted matter, in Markdown or Jira's notation. */
final class TicketText {
    private static final Pattern LIST_ITEM = Pattern.compile("[ \\t]*(?:[-*+•#–]{1,3}|\\(?\\d{1,3}[.):])(?:[ \\t].*)?");
    private static final Pattern NUMBER = Pattern.compile("[ \\t]*\\(?(\\d{1,3})[.):][ \\t].*");
    private static final int LONGEST_LINE_MATCHED = 400;

    private final String raw;
    private final int[] starts;
    private final int lines;
    private final BitSet code = new BitSet();

    TicketText(String raw) {
        this.raw = raw;
        int[] found = new int[16];
        int count = 0;
        int from = 0;
        while (from <= raw.length()) {
            if (count == found.length) {
                found = Arrays.copyOf(found, count * 2);
            }
            found[count++] = from;
            int newline = raw.indexOf('\n', from);
            if (newline < 0) {
                break;
            }
            from = newline + 1;
        }
        this.starts = found;
        this.lines = count;
        markCode();
    }

    String raw() {
        return raw;
    }

    int lines() {
        return lines;
    }

    int start(int line) {
        return starts[line];
    }

    /** Where the line ends, its line break not included. */
    int end(int line) {
        int end = line + 1 < lines ? starts[line + 1] - 1 : raw.length();
        return end > starts[line] && raw.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    String line(int line) {
        return raw.substring(start(line), end(line));
    }

    /** The line that holds the character at this offset. */
    int lineAt(int offset) {
        int at = Arrays.binarySearch(starts, 0, lines, offset);
        return at >= 0 ? at : -at - 2;
    }

    boolean isCode(int line) {
        return code.get(line);
    }

    boolean isBlank(int line) {
        for (int i = start(line); i < end(line); i++) {
            if (!isSpace(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    boolean isListItem(int line) {
        return !isCode(line) && LIST_ITEM.matcher(head(line)).matches();
    }

    /** The number a numbered list item carries, -1 where the line is none. */
    int listNumber(int line) {
        Matcher number = NUMBER.matcher(head(line));
        return number.matches() ? Integer.parseInt(number.group(1)) : -1;
    }

    /** The next line that is not blank, or {@link #lines()}. */
    int nextSaid(int line) {
        int next = line;
        while (next < lines && isBlank(next)) {
            next++;
        }
        return next;
    }

    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B' || c == '\0';
    }

    private String head(int line) {
        return raw.substring(start(line), Math.min(end(line), start(line) + LONGEST_LINE_MATCHED));
    }

    /** A block that is never closed is no block: better to read a log as text than text as a log. */
    private void markCode() {
        for (CodeBlock block : CodeBlock.values()) {
            int open = -1;
            for (int line = 0; line < lines; line++) {
                if (open < 0 && code.get(line)) {
                    continue;
                }
                int markers = block.markers(raw, start(line), end(line));
                if (markers == 0) {
                    continue;
                }
                if (open >= 0) {
                    code.set(open, line + 1);
                    open = -1;
                } else if (markers % 2 == 1) {
                    open = line;
                }
            }
        }
    }

    private enum CodeBlock {
        BACKTICKS("```", true),
        TILDES("~~~", true),
        CODE("{code", false),
        NOFORMAT("{noformat", false);

        private final String marker;
        private final boolean atLineStart;

        CodeBlock(String marker, boolean atLineStart) {
            this.marker = marker;
            this.atLineStart = atLineStart;
        }

        int markers(String text, int start, int end) {
            if (atLineStart) {
                int from = start;
                while (from < end && isSpace(text.charAt(from))) {
                    from++;
                }
                boolean closedOnTheLine =
                        text.substring(Math.min(from + 3, end), end).contains(marker);
                return text.startsWith(marker, from) && !closedOnTheLine ? 1 : 0;
            }
            int count = 0;
            int at = indexOf(text, start, end);
            while (at >= 0) {
                count++;
                at = indexOf(text, at + marker.length(), end);
            }
            return count;
        }

        private int indexOf(String text, int from, int end) {
            for (int i = from; i < end; i++) {
                if (text.charAt(i) == '{' && text.startsWith(marker, i)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
