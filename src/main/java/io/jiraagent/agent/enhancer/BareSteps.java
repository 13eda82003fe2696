package io.jiraagent.agent.enhancer;

import java.util.regex.Pattern;

/** Takes a numbered list of things to do for the steps to reproduce, though nobody wrote so above it. */
final class BareSteps {
    private static final Pattern ACTION = Pattern.compile(
            "[\\s(]{0,4}(?:\\d{1,2}[.):]|#{1,2})\\s+[*_]{0,2}(?:" + Actions.VERBS + "|try|wait|have|observe|see|notice"
                    + "|verify|check|set|as an?|with|in the|on the)\\b.*",
            Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LINE = 400;

    void find(TicketText text, Sections sections) {
        if (sections.has(Section.STEPS_TO_REPRODUCE)) {
            return;
        }
        for (int line = 0; line < text.lines(); line++) {
            int items = 0;
            int actions = 0;
            int next = line;
            while (next < text.lines() && isNumbered(text, next)) {
                items++;
                actions += ACTION.matcher(text.line(next)).matches() ? 1 : 0;
                next++;
            }
            if (items >= 2 && actions * 2 >= items) {
                Span span = new Span(firstCharacter(text, line), text.end(next - 1));
                if (!sections.isSetApart(span)) {
                    Span trimmed = new Span(span.start(), lastCharacter(text, span));
                    sections.setApart(Section.STEPS_TO_REPRODUCE, trimmed, trimmed);
                    return;
                }
            }
            line = Math.max(line, next - 1);
        }
    }

    private static boolean isNumbered(TicketText text, int line) {
        if (text.isCode(line) || text.end(line) - text.start(line) > LONGEST_LINE) {
            return false;
        }
        return text.listNumber(line) >= 0
                || (text.isListItem(line) && text.line(line).strip().startsWith("#"));
    }

    private static int firstCharacter(TicketText text, int line) {
        int at = text.start(line);
        while (TicketText.isSpace(text.raw().charAt(at))) {
            at++;
        }
        return at;
    }

    private static int lastCharacter(TicketText text, Span span) {
        int at = span.end();
        while (TicketText.isSpace(text.raw().charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
