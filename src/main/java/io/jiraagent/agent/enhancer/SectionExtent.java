package io.jiraagent.agent.enhancer;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides how far the part under a heading reaches. */
final class SectionExtent {
    private static final int LONGEST_GOODBYE = 120;
    private static final Pattern GOODBYE = Pattern.compile(
            "(?:thanks|thank you|thx|many thanks|regards|kind regards|best|best regards|cheers|sincerely|greetings"
                    + "|please (?:fix|help|look|advise|investigate|let)|let me know|danke|merci|gracias|see attach"
                    + "|screenshot attached|attached)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * A part of the ticket.
     *
     * @param words what somebody wrote
     * @param whole the same with its heading and what a form left around it
     */
    record Extent(Span words, Span whole) {}

    private final Placeholders placeholders = new Placeholders();

    /** The words under the heading {@code marks.get(index)}, empty where nobody wrote any. */
    Optional<Extent> of(TicketText text, List<Mark> marks, int index) {
        Mark mark = marks.get(index);
        if (mark.fact()) {
            return said(text, mark, endOfFacts(text, marks, index));
        }
        int next = index + 1;
        while (next < marks.size() && !marks.get(next).ends(mark)) {
            next++;
        }
        boolean last = next == marks.size();
        int end = last ? text.raw().length() : marks.get(next).start();
        return said(text, mark, mark.level() < Mark.BOLD ? end : looseEnd(text, mark, end, last));
    }

    private static int endOfFacts(TicketText text, List<Mark> marks, int index) {
        int line = text.lineAt(marks.get(index).start());
        for (int i = index + 1; i < marks.size(); i++) {
            int nextLine = text.lineAt(marks.get(i).start());
            if (!marks.get(i).fact() || nextLine != line + 1) {
                break;
            }
            line = nextLine;
        }
        return text.end(line);
    }

    /** A heading that is only a bold or plain line says little about where its part ends; the text has to. */
    private static int looseEnd(TicketText text, Mark mark, int end, boolean last) {
        int first = text.nextSaid(text.lineAt(mark.contentStart()) + (mark.inline() ? 0 : 1));
        if (first >= text.lines() || text.start(first) >= end) {
            return end;
        }
        boolean shortByNature = mark.section() == Section.ENVIRONMENT || mark.section() == Section.IMPACT;
        if (mark.inline() && shortByNature) {
            return endAfterBlank(text, first, end);
        }
        return last ? endOfLast(text, first, end, !mark.inline()) : end;
    }

    /**
     * The last part of the ticket: a list, or words on the heading's own line, end where the text goes on without a
     * list; prose ends before the goodbye.
     */
    private static int endOfLast(TicketText text, int first, int end, boolean ownLine) {
        boolean prose = ownLine && !text.isListItem(first);
        int line = first;
        int paragraphEnd = end;
        while (line < text.lines() && text.start(line) < end) {
            paragraphEnd = endAfterBlank(text, line, end);
            int next = text.nextSaid(text.lineAt(paragraphEnd) + 1);
            if (next >= text.lines() || text.start(next) >= end) {
                return end;
            }
            boolean belongs = text.isCode(next)
                    || text.isListItem(next)
                    || TicketText.isSpace(text.raw().charAt(text.start(next)))
                    || (prose && !isGoodbye(text, next));
            if (!belongs) {
                return paragraphEnd;
            }
            line = next;
        }
        return paragraphEnd;
    }

    private static int endAfterBlank(TicketText text, int first, int end) {
        int line = first;
        while (line + 1 < text.lines()
                && text.start(line + 1) < end
                && (!text.isBlank(line + 1) || (text.isCode(line) && text.isCode(line + 1)))) {
            line++;
        }
        return Math.min(end, text.end(line));
    }

    private static boolean isGoodbye(TicketText text, int line) {
        return text.end(line) - text.start(line) <= LONGEST_GOODBYE
                && GOODBYE.matcher(text.line(line).strip()).matches();
    }

    private Optional<Extent> said(TicketText text, Mark mark, int end) {
        Span trimmed = trim(text, mark.contentStart(), end);
        int first = text.lineAt(trimmed.start());
        for (int line = first; line < text.lines() && text.start(line) < trimmed.end(); line++) {
            int from = Math.max(trimmed.start(), text.start(line));
            int to = Math.min(trimmed.end(), text.end(line));
            if (from < to && placeholders.isSaid(text.raw().substring(from, to))) {
                return Optional.of(new Extent(trimmed, new Span(mark.start(), end)));
            }
        }
        return Optional.empty();
    }

    /** Without blanks, underlines, closing macros and a form's instructions at either end. */
    private Span trim(TicketText text, int start, int end) {
        String raw = text.raw();
        int from = start;
        int to = end;
        while (from < to) {
            int lineEnd = Math.min(to, text.end(text.lineAt(from)));
            if (lineEnd > from && !isLeftOver(text, from, lineEnd)) {
                break;
            }
            from = Math.min(to, Math.max(from, lineEnd) + 1);
        }
        while (from < to) {
            int lineStart = Math.max(from, text.start(text.lineAt(to - 1)));
            if (lineStart < to && !isLeftOver(text, lineStart, to)) {
                break;
            }
            to = lineStart == to ? to - 1 : lineStart;
        }
        while (from < to && isEdge(raw.charAt(from), ",;|")) {
            from++;
        }
        while (to > from && isEdge(raw.charAt(to - 1), ",;|/")) {
            to--;
        }
        return new Span(from, to);
    }

    private boolean isLeftOver(TicketText text, int start, int end) {
        boolean ofCode = text.isCode(text.lineAt(start))
                && !text.raw().substring(start, end).isBlank();
        return !ofCode && placeholders.isLeftOver(text.raw().substring(start, end));
    }

    private static boolean isEdge(char c, String marks) {
        return TicketText.isSpace(c) || marks.indexOf(c) >= 0;
    }
}
