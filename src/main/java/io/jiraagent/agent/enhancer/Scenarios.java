package io.jiraagent.agent.enhancer;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Given/When/Then: what a defect does and should do, what a change has to fulfil. */
final class Scenarios {
    private static final int LONGEST_LINE = 500;
    private static final Pattern STEP = Pattern.compile(
            "[\\s*_>•-]{0,8}(scenario|given|when|then|and|but)\\b[^\\p{L}]{1,4}\\S.*", Pattern.CASE_INSENSITIVE);

    void find(TicketText text, TicketKind kind, Sections sections) {
        for (int line = 0; line < text.lines(); line++) {
            if (!"given".equals(keyword(text, line))) {
                continue;
            }
            int then = line;
            while (!"then".equals(keyword(text, then)) && !keyword(text, then).isEmpty()) {
                then++;
            }
            if (!"then".equals(keyword(text, then))) {
                line = Math.max(line, then - 1);
                continue;
            }
            place(text, withTitle(text, line), then, kind, sections);
            return;
        }
    }

    private static void place(TicketText text, int given, int then, TicketKind kind, Sections sections) {
        if (kind.isBroken()) {
            int end = then + 1;
            while ("and".equals(keyword(text, end)) || "but".equals(keyword(text, end))) {
                end++;
            }
            setApart(sections, Section.STEPS_TO_REPRODUCE, trimmed(text, given, then));
            setApart(sections, Section.EXPECTED_RESULT, trimmed(text, then, end));
        } else if (kind == TicketKind.CHANGE) {
            int end = then + 1;
            while (end < text.lines()) {
                int next = text.nextSaid(end);
                if (keyword(text, next).isEmpty()) {
                    break;
                }
                end = next + 1;
            }
            setApart(sections, Section.EXPECTED_RESULT, trimmed(text, given, end));
        }
    }

    private static int withTitle(TicketText text, int given) {
        return given > 0 && "scenario".equals(keyword(text, given - 1)) ? given - 1 : given;
    }

    private static void setApart(Sections sections, Section section, Span span) {
        if (!sections.isSetApart(span)) {
            sections.setApart(section, span, span);
        }
    }

    private static Span trimmed(TicketText text, int from, int to) {
        int start = text.start(from);
        int end = text.end(to - 1);
        while (start < end && TicketText.isSpace(text.raw().charAt(start))) {
            start++;
        }
        while (end > start && TicketText.isSpace(text.raw().charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    private static String keyword(TicketText text, int line) {
        if (line >= text.lines() || text.isCode(line) || text.end(line) - text.start(line) > LONGEST_LINE) {
            return "";
        }
        Matcher step = STEP.matcher(text.line(line));
        return step.matches() ? step.group(1).toLowerCase(Locale.ROOT) : "";
    }
}
