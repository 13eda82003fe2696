package io.jiraagent.quality;

import io.jiraagent.agent.enhancer.EnhancedTicket;
import io.jiraagent.agent.enhancer.EnhancedTicket.Question;
import io.jiraagent.agent.enhancer.TicketEnhancer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One ticket, read by the product and compared with its reader.
 *
 * @param sections by the section's JSON name
 * @param questions by what they are about
 */
record Reading(TypedTicket ticket, Map<String, Counts> sections, Map<String, Counts> questions, List<String> mistakes) {
    static final List<String> SECTIONS =
            List.of("steps_to_reproduce", "expected_result", "actual_result", "environment", "impact");
    static final List<String> ABOUTS = List.of(
            "summary",
            "description",
            "steps_to_reproduce",
            "expected_result",
            "actual_result",
            "environment",
            "impact");

    /** Readers differ in where a passage begins and ends; with this share of words in common it is the same one. */
    private static final double SAME = 0.7;

    private static final TicketEnhancer ENHANCER = new TicketEnhancer();
    private static final Pattern LIST_MARK = Pattern.compile("(?m)^\\s*(?:\\d+[.)]|[-*#]+)\\s+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    static Reading of(TypedTicket ticket) {
        EnhancedTicket answer = ENHANCER.enhance(ticket.task(), List.of());
        Map<String, List<String>> said = ticket.passages();
        Map<String, Counts> sections = new LinkedHashMap<>();
        List<String> mistakes = new ArrayList<>();
        words(answer.sections()).forEach((section, words) -> {
            Counts counts = compare(said.getOrDefault(section, List.of()), words);
            sections.put(section, counts);
            if (counts.wrong() + counts.missed() > 0) {
                mistakes.add(section + ": found " + words + ", there is " + said.get(section));
            }
        });
        Set<String> asked = answer.questions().stream().map(Question::about).collect(Collectors.toSet());
        Map<String, Counts> questions = new LinkedHashMap<>();
        for (String about : ABOUTS) {
            boolean should = ticket.asks().contains(about);
            boolean does = asked.contains(about);
            questions.put(about, new Counts(should && does ? 1 : 0, does && !should ? 1 : 0, should && !does ? 1 : 0));
            if (should != does) {
                mistakes.add((does ? "needless question: " : "no question: ") + about);
            }
        }
        return new Reading(ticket, sections, questions, mistakes);
    }

    private static Map<String, String> words(EnhancedTicket.Sections sections) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("steps_to_reproduce", sections.stepsToReproduce());
        words.put("expected_result", sections.expectedResult());
        words.put("actual_result", sections.actualResult());
        words.put("environment", sections.environment());
        words.put("impact", sections.impact());
        return words;
    }

    private static Counts compare(List<String> said, String found) {
        if (found == null) {
            return said.isEmpty() ? Counts.NONE : new Counts(0, 0, 1);
        }
        if (said.isEmpty()) {
            return new Counts(0, 1, 0);
        }
        return said.stream().anyMatch(passage -> inCommon(passage, found) >= SAME)
                ? new Counts(1, 0, 0)
                : new Counts(0, 1, 1);
    }

    /** Twice the words in common by the words of both (Dice). */
    static double inCommon(String one, String other) {
        List<String> left = wordList(one);
        List<String> right = wordList(other);
        Map<String, Integer> counted = new HashMap<>();
        left.forEach(word -> counted.merge(word, 1, Integer::sum));
        long common = right.stream()
                .filter(word -> counted.merge(word, -1, Integer::sum) >= 0)
                .count();
        return left.isEmpty() && right.isEmpty() ? 1 : 2.0 * common / (left.size() + right.size());
    }

    private static List<String> wordList(String text) {
        String bare = LIST_MARK.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
        return Arrays.stream(NO_WORD.split(bare, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
