package io.jiraagent.agent.enhancer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the sentence that says what the summary says for what happens, where no other word betrays it: the summary of
 * something broken is what is broken, in any language.
 */
final class SummaryEcho {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int SHORTEST = 4;
    /** So much of a word stays the same in its other forms. */
    private static final int STEM = 5;

    private static final int FEWEST_IN_COMMON = 2;
    private static final int FEWEST_WORDS = 4;

    void find(Sentences sentences, String summary, Sections sections) {
        if (sections.has(Section.ACTUAL_RESULT)) {
            return;
        }
        Set<String> sought = stems(summary);
        Span best = null;
        long most = FEWEST_IN_COMMON - 1;
        for (Span span : sentences.spans()) {
            String sentence = span.of(sentences.raw());
            long common = stems(sentence).stream().filter(sought::contains).count();
            boolean says = common > most
                    && Words.count(sentence, FEWEST_WORDS) >= FEWEST_WORDS
                    && !sentence.endsWith("?")
                    && !sections.isSetApart(span)
                    && !isPartOf(sections, span);
            if (says) {
                best = span;
                most = common;
            }
        }
        if (best != null) {
            sections.found(Section.ACTUAL_RESULT, best);
        }
    }

    private static boolean isPartOf(Sections sections, Span sentence) {
        return Set.of(Section.EXPECTED_RESULT, Section.STEPS_TO_REPRODUCE, Section.IMPACT).stream()
                .anyMatch(section ->
                        sections.span(section).filter(sentence::overlaps).isPresent());
    }

    private static Set<String> stems(String text) {
        String head = text.substring(0, Math.min(text.length(), SummaryLine.LONGEST * 6))
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(NO_WORD.split(head, -1))
                .filter(word -> word.length() >= SHORTEST || (!word.isEmpty() && Character.isDigit(word.charAt(0))))
                .map(word -> word.substring(0, Math.min(word.length(), STEM)))
                .collect(Collectors.toSet());
    }
}
