package io.jiraagent.agent.enhancer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text's sentences, from its beginning to a sane bound; no code, no headings, no form texts, nothing overlong. */
final class Sentences {
    /** How much of a text is read for what its sentences say: as much as Jira lets a description have. */
    static final int BOUND = 32_767;

    private static final int LONGEST = 700;
    private static final Pattern GREETING = Pattern.compile(
            "(?:hi|hello|hey|dear|good (?:morning|day|afternoon)|hallo|bonjour|hola)(?: [\\p{L}]{1,20}){0,3}[,!]\\s+",
            Pattern.CASE_INSENSITIVE);
    private static final Placeholders PLACEHOLDERS = new Placeholders();
    private static final Set<String> ABBREVIATIONS =
            Set.of("e.g", "i.e", "approx", "vs", "no", "etc", "mr", "mrs", "dr", "incl", "min", "max", "resp", "z.b");

    private final String raw;
    private final List<Span> spans;

    private Sentences(String raw, List<Span> spans) {
        this.raw = raw;
        this.spans = spans;
    }

    static Sentences of(TicketText text, List<Mark> marks) {
        Set<Integer> starts = new HashSet<>();
        for (Mark mark : marks) {
            starts.add(mark.fact() ? mark.start() : mark.contentStart());
            starts.add(mark.start());
        }
        List<Span> spans = new ArrayList<>();
        int begin = -1;
        for (int line = 0; line < text.lines() && text.start(line) < BOUND; line++) {
            int end = Math.min(text.end(line), BOUND);
            if (text.isCode(line) || text.isBlank(line)) {
                begin = close(text.raw(), spans, begin, text.start(line));
                continue;
            }
            if (begin >= 0 && !continues(text, line)) {
                begin = close(text.raw(), spans, begin, text.start(line));
            }
            begin = begin < 0 ? text.start(line) : begin;
            for (int i = text.start(line); i < end; i++) {
                if (starts.contains(i)) {
                    close(text.raw(), spans, begin, i);
                    begin = i;
                } else if (endsSentence(text.raw(), i, end)) {
                    close(text.raw(), spans, begin, i + 1);
                    begin = i + 1;
                }
            }
            if (starts.contains(end)) {
                begin = close(text.raw(), spans, begin, end);
            }
        }
        close(text.raw(), spans, begin, Math.min(text.raw().length(), BOUND));
        spans.removeIf(span -> marks.stream().limit(500).anyMatch(mark -> isHeading(mark, span)));
        spans.removeIf(span -> !PLACEHOLDERS.isSaid(span.of(text.raw())));
        return new Sentences(text.raw(), List.copyOf(spans));
    }

    String raw() {
        return raw;
    }

    List<Span> spans() {
        return spans;
    }

    private static boolean isHeading(Mark mark, Span span) {
        return !mark.fact() && span.start() >= mark.start() && span.end() <= mark.contentStart();
    }

    /** Whether a line break is only wrapping. */
    private static boolean continues(TicketText text, int line) {
        int at = text.start(line);
        while (at < text.end(line) && TicketText.isSpace(text.raw().charAt(at))) {
            at++;
        }
        return Character.isLowerCase(text.raw().charAt(at)) && !text.isListItem(line);
    }

    private static boolean endsSentence(String raw, int i, int end) {
        if (".!?".indexOf(raw.charAt(i)) < 0) {
            return false;
        }
        if (i + 1 < end && !TicketText.isSpace(raw.charAt(i + 1))) {
            return false;
        }
        int word = i;
        while (word > 0 && i - word < 8 && (Character.isLetter(raw.charAt(word - 1)) || raw.charAt(word - 1) == '.')) {
            word--;
        }
        return raw.charAt(i) != '.'
                || !ABBREVIATIONS.contains(raw.substring(word, i).toLowerCase(Locale.ROOT));
    }

    private static int close(String raw, List<Span> spans, int begin, int end) {
        if (begin < 0) {
            return -1;
        }
        int from = begin;
        int to = end;
        while (from < to && isLead(raw, from, to)) {
            from++;
        }
        while (to > from && TicketText.isSpace(raw.charAt(to - 1))) {
            to--;
        }
        Matcher greeting = GREETING.matcher(raw).region(from, to);
        from = greeting.lookingAt() && greeting.end() < to ? greeting.end() : from;
        if (from < to && to - from <= LONGEST) {
            spans.add(new Span(from, to));
        }
        return -1;
    }

    /** Blanks, bullets and quote marks before the first word. */
    private static boolean isLead(String raw, int at, int end) {
        char c = raw.charAt(at);
        boolean spaceFollows = at + 1 < end && TicketText.isSpace(raw.charAt(at + 1));
        return TicketText.isSpace(c) || (spaceFollows && "-*+•>#–".indexOf(c) >= 0);
    }
}
