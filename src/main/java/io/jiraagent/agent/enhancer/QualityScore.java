package io.jiraagent.agent.enhancer;

import io.jiraagent.agent.enhancer.EnhancedTicket.Quality;
import io.jiraagent.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Scores how well a ticket can be worked on: points for what it says, none taken for anything else it says, so that
 * adding what is missing never lowers the score.
 */
final class QualityScore {
    private static final int SUMMARY = 15;
    private static final int CALM = 5;
    private static final int DESCRIPTION = 10;
    private static final int SECTIONS = 70;

    private final SummaryLine summaryLine;

    QualityScore(SummaryLine summaryLine) {
        this.summaryLine = summaryLine;
    }

    Quality of(Ticket ticket, TicketKind kind, Sections sections) {
        Tally tally = new Tally();
        tally.count(
                SUMMARY,
                summaryLine.isSpecific(ticket.summary()),
                "the summary says what the ticket is about",
                ticket.summary().isBlank() ? "there is no summary" : "the summary says too little");
        tally.count(
                CALM,
                !ticket.summary().isBlank() && isTidy(ticket.summary()),
                "the summary is one calm line",
                "the summary is empty, too long or shouts");
        tally.count(
                DESCRIPTION,
                Words.count(ticket.description(), Questions.FEWEST_WORDS) >= Questions.FEWEST_WORDS,
                "the description has substance",
                "the description is missing or very short");
        int weights = kind.needs().stream().mapToInt(QualityScore::weight).sum();
        int given = 0;
        int passed = 0;
        for (Section section : kind.needs()) {
            passed += weight(section);
            int points = SECTIONS * passed / weights - given;
            given += points;
            String name = section.title().toLowerCase(Locale.ROOT);
            tally.count(points, sections.has(section), "says the " + name, "does not say the " + name);
        }
        return new Quality(tally.score, tally.reasons);
    }

    private boolean isTidy(String summary) {
        return summary.strip().length() <= SummaryLine.LONGEST && !summaryLine.isShouting(summary);
    }

    private static int weight(Section section) {
        return switch (section) {
            case STEPS_TO_REPRODUCE -> 4;
            case EXPECTED_RESULT, ACTUAL_RESULT -> 3;
            case ENVIRONMENT, IMPACT -> 2;
        };
    }

    private static final class Tally {
        private final List<String> reasons = new ArrayList<>();
        private int score;

        void count(int points, boolean earned, String because, String otherwise) {
            score += earned ? points : 0;
            reasons.add(earned ? "+" + points + ": " + because : "-" + points + ": " + otherwise);
        }
    }
}
