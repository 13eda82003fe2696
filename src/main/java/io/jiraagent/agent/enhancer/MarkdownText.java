package io.jiraagent.agent.enhancer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a ticket's text into Markdown that shows it and does nothing else: no HTML, links, images or headings come out of
 * it, code and logs stand in fences that they cannot close.
 */
final class MarkdownText {
    /** How much of a text is shown; the rest is counted. */
    static final int BOUND = 60_000;

    private static final Pattern BULLET = Pattern.compile("(\\s{0,12})[-*+•–]\\s+(?=\\S)");
    private static final Pattern NUMBER = Pattern.compile("(\\s{0,12})(\\d{1,3})[.)]\\s+(?=\\S)");
    private static final Pattern WIKI_NUMBER = Pattern.compile("#\\s+(?=\\S)");
    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(?:h[1-6]\\.|#{2,6})\\s+(\\S.*)");
    private static final Pattern TRACE = Pattern.compile("(?:\\t| {4,})\\S.*");
    private static final Pattern FENCE_LINE =
            Pattern.compile("\\s*(?:`{3,}[\\w+-]{0,20}|~{3,}[\\w+-]{0,20}|\\{(?:code|noformat)(?::[^}]{0,80})?})\\s*");
    private static final String SIGNIFICANT = "\\`*[]|~";

    String of(String text) {
        String shown = text.length() <= BOUND ? text : text.substring(0, wholeCharacter(text));
        StringBuilder out = new StringBuilder(shown.length() + 64);
        TicketText lines = new TicketText(shown.replace('\0', ' '));
        int line = 0;
        while (line < lines.lines()) {
            if (isFenced(lines, line)) {
                line = fence(lines, line, out);
            } else {
                prose(lines, line, out);
                line++;
            }
        }
        if (shown.length() < text.length()) {
            out.append("\n\n_").append(text.length() - shown.length()).append(" more characters are in the ticket_");
        }
        return out.toString().strip();
    }

    private static int wholeCharacter(String text) {
        return Character.isHighSurrogate(text.charAt(BOUND - 1)) ? BOUND - 1 : BOUND;
    }

    private static boolean isFenced(TicketText lines, int line) {
        return lines.isCode(line)
                || (!lines.isListItem(line)
                        && TRACE.matcher(lines.line(line)).matches()
                        && (line == 0 || !lines.isListItem(line - 1)));
    }

    private static int fence(TicketText lines, int first, StringBuilder out) {
        boolean code = lines.isCode(first);
        int end = first;
        while (end < lines.lines() && lines.isCode(end) == code && (code || isFenced(lines, end))) {
            end++;
        }
        StringBuilder body = new StringBuilder();
        for (int line = first; line < end; line++) {
            String words = lines.line(line);
            boolean marker = code
                    && (line == first || line == end - 1)
                    && FENCE_LINE.matcher(words).matches();
            if (!marker) {
                body.append(words).append('\n');
            }
        }
        if (!body.isEmpty()) {
            String fence = "`".repeat(Math.max(3, longestRunOfBackticks(body) + 1));
            endLine(out);
            out.append(fence).append('\n').append(body).append(fence).append('\n');
        }
        return end;
    }

    private static void prose(TicketText lines, int line, StringBuilder out) {
        if (lines.isBlank(line)) {
            endLine(out);
            boolean alreadyBlank = out.length() > 1 && out.charAt(out.length() - 2) == '\n';
            out.append(alreadyBlank ? "" : "\n");
            return;
        }
        String words = lines.line(line);
        boolean goesOn = line + 1 < lines.lines() && !lines.isBlank(line + 1) && !isFenced(lines, line + 1);
        out.append(line(words));
        boolean heading = HEADING.matcher(words).matches();
        boolean breaks = goesOn && (heading || !lines.isListItem(line)) && !lines.isListItem(line + 1);
        out.append(breaks ? "  \n" : "\n");
    }

    private static String line(String words) {
        Matcher bullet = BULLET.matcher(words);
        if (bullet.lookingAt()) {
            return bullet.group(1) + "- " + escape(words.substring(bullet.end()));
        }
        Matcher number = NUMBER.matcher(words);
        if (number.lookingAt()) {
            return number.group(1) + number.group(2) + ". " + escape(words.substring(number.end()));
        }
        Matcher wikiNumber = WIKI_NUMBER.matcher(words);
        if (wikiNumber.lookingAt()) {
            return "1. " + escape(words.substring(wikiNumber.end()));
        }
        Matcher heading = HEADING.matcher(words);
        if (heading.matches()) {
            return "**" + escape(heading.group(1).strip()) + "**";
        }
        return escape(words.strip());
    }

    /** One line's words with everything escaped that Markdown or HTML would act on. */
    static String escape(String words) {
        StringBuilder out = new StringBuilder(words.length() + 16);
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append(startsEntity(words, i) ? "&amp;" : "&");
                case '_' -> out.append(isWithinWord(words, i) ? "_" : "\\_");
                case '#', '=', '+', '-' -> out.append(i == 0 ? "\\" : "").append(c);
                case '\r', '\n' -> out.append(' ');
                default -> out.append(SIGNIFICANT.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return out.toString();
    }

    private static boolean startsEntity(String words, int at) {
        return at + 1 < words.length() && (words.charAt(at + 1) == '#' || Character.isLetter(words.charAt(at + 1)));
    }

    private static boolean isWithinWord(String words, int at) {
        return at > 0
                && at + 1 < words.length()
                && Character.isLetterOrDigit(words.charAt(at - 1))
                && Character.isLetterOrDigit(words.charAt(at + 1));
    }

    private static int longestRunOfBackticks(CharSequence text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static void endLine(StringBuilder out) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
            out.append('\n');
        }
    }
}
