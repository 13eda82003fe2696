package io.jiraagent.agent.enhancer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds where parts of a ticket begin, whichever way their headings are written. */
final class Headings {
    private static final int LONGEST_HEADING = 160;
    private static final int LONGEST_LINE = 5000;
    private static final int LOOK_BACK = 45;

    private final HeadingPhrases phrases = new HeadingPhrases();
    private final StructuralHeading structural = new StructuralHeading();

    /** In the order of the text; nothing inside code blocks. */
    List<Mark> in(TicketText text) {
        List<Mark> marks = new ArrayList<>();
        for (int line = 0; line < text.lines(); line++) {
            if (text.isCode(line) || text.isBlank(line)) {
                continue;
            }
            Optional<Mark> first = atLineStart(text, line);
            first.ifPresent(marks::add);
            int from =
                    first.filter(mark -> !mark.fact()).map(Mark::contentStart).orElse(text.start(line));
            withinLine(text.raw(), from, text.end(line), marks);
        }
        marks.sort(Comparator.comparingInt(Mark::start));
        return marks;
    }

    private Optional<Mark> atLineStart(TicketText text, int line) {
        String raw = text.raw();
        int start = text.start(line);
        int end = text.end(line);
        HeadingLine.Opening opening = HeadingLine.opening(raw, start, Math.min(end, start + LONGEST_HEADING));
        Optional<HeadingPhrases.Match> phrase = phrases.at(raw, opening.wordsStart(), end);
        if (phrase.isPresent()) {
            HeadingPhrases.Meaning meaning = phrase.get().meaning();
            HeadingLine.Closing closing = HeadingLine.closing(raw, phrase.get().end(), end, opening.emphasis());
            boolean headsTheLine = closing.alone()
                    && !meaning.fact()
                    && (closing.separated() || looksLikeHeading(raw, opening, phrase.get()));
            if (headsTheLine || (closing.separated() && !closing.alone())) {
                int contentStart = meaning.fact() ? start : closing.contentStart();
                return Optional.of(new Mark(
                        meaning.section(),
                        start,
                        contentStart,
                        opening.level(),
                        !closing.alone(),
                        meaning.fact(),
                        true));
            }
        }
        if (leadsInSteps(text, line)) {
            return Optional.of(new Mark(Section.STEPS_TO_REPRODUCE, start, end, Mark.PLAIN, false, false, true));
        }
        return structural.level(text, line).map(level -> new Mark(null, start, end, level, false, false, false));
    }

    /** A lone word in lower case is rather the end of a wrapped sentence. */
    private static boolean looksLikeHeading(String raw, HeadingLine.Opening opening, HeadingPhrases.Match phrase) {
        return opening.level() < Mark.PLAIN
                || Character.isUpperCase(raw.charAt(opening.wordsStart()))
                || raw.substring(opening.wordsStart(), phrase.end()).contains(" ");
    }

    /** A line such as "You can reproduce it like this:" above a list. */
    private static boolean leadsInSteps(TicketText text, int line) {
        if (text.end(line) - text.start(line) > LONGEST_HEADING || text.isListItem(line)) {
            return false;
        }
        String words = text.line(line).toLowerCase(Locale.ROOT).strip();
        boolean speaksOfSteps = words.contains("reproduc")
                || words.contains("repro ")
                || words.contains("following steps")
                || words.contains("these steps")
                || words.contains("steps:");
        int next = text.nextSaid(line + 1);
        return speaksOfSteps
                && (words.endsWith(":") || (words.endsWith(".") && words.contains("step")))
                && next < text.lines()
                && text.isListItem(next);
    }

    /** Headings in the middle of a line, such as the second one of "Expected: a list. Actual: nothing". */
    private void withinLine(String raw, int from, int end, List<Mark> marks) {
        int limit = Math.min(end, from + LONGEST_LINE);
        for (int colon = from; colon < limit; colon++) {
            if (raw.charAt(colon) != ':') {
                continue;
            }
            int phraseEnd = HeadingLine.skipBackOverEmphasis(raw, from, colon);
            for (int start = Math.max(from, phraseEnd - LOOK_BACK); start < phraseEnd; start++) {
                boolean wordStart = Character.isLetter(raw.charAt(start))
                        && (start == from || !Character.isLetterOrDigit(raw.charAt(start - 1)));
                if (!wordStart) {
                    continue;
                }
                Optional<HeadingPhrases.Match> match = phrases.at(raw, start, phraseEnd);
                int markStart = HeadingLine.skipBackOverEmphasis(raw, from, start);
                boolean found = match.isPresent()
                        && match.get().end() == phraseEnd
                        && !match.get().meaning().fact()
                        && match.get().meaning().section() != null
                        && beginsSentence(raw, from, markStart, start);
                if (found) {
                    int openEmphasis = phraseEnd < colon ? 0 : start - markStart;
                    int contentStart =
                            HeadingLine.closing(raw, colon, end, openEmphasis).contentStart();
                    marks.add(new Mark(
                            match.get().meaning().section(), markStart, contentStart, Mark.PLAIN, true, false, true));
                    break;
                }
            }
        }
    }

    private static boolean beginsSentence(String raw, int from, int markStart, int wordStart) {
        int before = markStart - 1;
        while (before >= from && TicketText.isSpace(raw.charAt(before))) {
            before--;
        }
        boolean afterStop = before >= from && ".;,!?|/)(–—-".indexOf(raw.charAt(before)) >= 0;
        return before >= from
                && (afterStop
                        || !raw.substring(markStart, wordStart).isBlank()
                        || Character.isUpperCase(raw.charAt(wordStart)));
    }
}
