package io.jiraagent.agent.enhancer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Knows the words people use as headings, in a handful of languages, and finds them at a place of a text. */
final class HeadingPhrases {
    private static final int MOST_WORDS = 9;
    private static final int LONGEST = 60;

    /** What a phrase heads; {@code section} is null for known headings that belong to no section. */
    record Meaning(Section section, boolean fact) {}

    record Match(Meaning meaning, int end) {}

    private final Map<String, Meaning> meanings = new HashMap<>();

    HeadingPhrases() {
        WordLists.groupByPhrase("headings.txt").forEach((phrase, group) -> meanings.put(phrase, meaning(group)));
    }

    /** The longest known phrase that begins at {@code start} and ends with a word. */
    Optional<Match> at(String text, int start, int end) {
        StringBuilder phrase = new StringBuilder();
        Match best = null;
        int at = start;
        int limit = Math.min(end, start + LONGEST);
        for (int words = 0; words < MOST_WORDS && at < limit && isWord(text.charAt(at)); words++) {
            while (at < limit && isWord(text.charAt(at))) {
                phrase.append(plain(text.charAt(at++)));
            }
            Meaning meaning = meanings.get(phrase.toString());
            if (meaning != null && (at == end || !isWord(text.charAt(at)))) {
                best = new Match(meaning, at);
            }
            int next = at;
            while (next < limit && isJoint(text.charAt(next))) {
                next++;
            }
            if (next == at || next - at > 3) {
                break;
            }
            phrase.append(' ');
            at = next;
        }
        return Optional.ofNullable(best);
    }

    private static Meaning meaning(String group) {
        return switch (group) {
            case "other" -> new Meaning(null, false);
            case "fact" -> new Meaning(Section.ENVIRONMENT, true);
            default ->
                new Meaning(
                        Arrays.stream(Section.values())
                                .filter(section -> section.key().equals(group))
                                .findFirst()
                                .orElseThrow(() -> new IllegalStateException("headings.txt names no group " + group)),
                        false);
        };
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'' || c == '\u2019';
    }

    private static boolean isJoint(char c) {
        return c == ' ' || c == '\t' || c == '-' || c == '\u00A0';
    }

    private static char plain(char c) {
        return c == '\u2019' ? '\'' : Character.toLowerCase(c);
    }
}
