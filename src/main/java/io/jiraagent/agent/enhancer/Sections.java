package io.jiraagent.agent.enhancer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which part of the description says what. */
final class Sections {
    private final String text;
    private final Map<Section, Span> said = new EnumMap<>(Section.class);
    private final List<Span> set = new ArrayList<>();
    private final Set<Section> headed = EnumSet.noneOf(Section.class);

    Sections(String text) {
        this.text = text;
    }

    boolean has(Section section) {
        return said.containsKey(section);
    }

    Optional<Span> span(Section section) {
        return Optional.ofNullable(said.get(section));
    }

    /** The ticket's own words, or null. */
    String words(Section section) {
        Span span = said.get(section);
        return span == null ? null : span.of(text);
    }

    /**
     * Places that a section of its own, so need not appear elsewhere: heading and content.
     *
     * @see #found for a passage that stays where it is
     */
    void setApart(Section section, Span words, Span withHeading) {
        if (said.putIfAbsent(section, words) == null) {
            set.add(withHeading);
            headed.add(section);
        }
    }

    /** A passage within other text that says it. */
    void found(Section section, Span words) {
        said.putIfAbsent(section, words);
    }

    /** A passage that says it better than what was found before, unless that stands apart. */
    void foundBetter(Section section, Span words) {
        if (!headed.contains(section)) {
            said.put(section, words);
        }
    }

    /** Places, headings included, that need not appear elsewhere. */
    List<Span> setApart() {
        return List.copyOf(set);
    }

    boolean isSetApart(Span span) {
        return set.stream().anyMatch(span::overlaps);
    }

    EnhancedTicket.Sections answer() {
        return new EnhancedTicket.Sections(
                words(Section.STEPS_TO_REPRODUCE),
                words(Section.EXPECTED_RESULT),
                words(Section.ACTUAL_RESULT),
                words(Section.ENVIRONMENT),
                words(Section.IMPACT));
    }
}
