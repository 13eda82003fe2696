package io.jiraagent.agent.enhancer;

import io.jiraagent.agent.enhancer.EnhancedTicket.Priority;
import io.jiraagent.agent.enhancer.PriorityEvidence.Evidence;
import io.jiraagent.agent.enhancer.PriorityEvidence.Level;
import io.jiraagent.ticket.Ticket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Suggests a priority from what the ticket says, quoting it; without evidence the reporter's stands. */
final class PriorityAdvisor {
    private static final Map<String, Level> NAMES = Map.ofEntries(
            Map.entry("highest", Level.HIGHEST),
            Map.entry("blocker", Level.HIGHEST),
            Map.entry("critical", Level.HIGHEST),
            Map.entry("urgent", Level.HIGHEST),
            Map.entry("p0", Level.HIGHEST),
            Map.entry("p1", Level.HIGHEST),
            Map.entry("high", Level.HIGH),
            Map.entry("major", Level.HIGH),
            Map.entry("p2", Level.HIGH),
            Map.entry("medium", Level.MEDIUM),
            Map.entry("normal", Level.MEDIUM),
            Map.entry("p3", Level.MEDIUM),
            Map.entry("low", Level.LOW),
            Map.entry("minor", Level.LOW),
            Map.entry("p4", Level.LOW),
            Map.entry("lowest", Level.LOWEST),
            Map.entry("trivial", Level.LOWEST),
            Map.entry("p5", Level.LOWEST));

    private final PriorityEvidence evidence = new PriorityEvidence();

    Priority advise(Ticket ticket, TicketKind kind) {
        Level reported = reported(ticket);
        Optional<Evidence> found = evidence.find(ticket.summary(), ticket.description(), kind);
        Optional<Evidence> workaround = evidence.workaround(ticket.summary(), ticket.description());
        if (found.isEmpty()) {
            if (workaround.isPresent() && reported != null && reported.compareTo(Level.MEDIUM) < 0) {
                return new Priority(
                        Level.MEDIUM.jiraName(),
                        "There is a workaround: “" + workaround.get().quote()
                                + "”, and the ticket names no evidence for " + reported.jiraName() + ".");
            }
            return kept(ticket, reported);
        }
        Evidence strongest = found.get();
        String reason = strongest.what() + ": “" + strongest.quote() + "”.";
        if (workaround.isPresent() && strongest.level().compareTo(Level.MEDIUM) < 0) {
            return new Priority(
                    strongest.level().oneLower().jiraName(),
                    reason + " One lower than that alone, since there is a workaround: “"
                            + workaround.get().quote() + "”.");
        }
        return new Priority(strongest.level().jiraName(), reason);
    }

    private static Priority kept(Ticket ticket, Level reported) {
        if (reported != null) {
            return new Priority(
                    reported.jiraName(),
                    "The ticket's text holds no evidence for another; the reporter's priority is kept.");
        }
        String why = ticket.priority() == null || ticket.priority().isBlank()
                ? "The reporter set none"
                : "The reporter's priority is none of the five";
        return new Priority(Level.MEDIUM.jiraName(), why + " and the ticket's text holds no evidence.");
    }

    private static Level reported(Ticket ticket) {
        if (ticket.priority() == null) {
            return null;
        }
        String name = ticket.priority().strip().toLowerCase(Locale.ROOT);
        int firstWordEnd = name.indexOf(' ');
        return NAMES.getOrDefault(name, firstWordEnd < 0 ? null : NAMES.get(name.substring(0, firstWordEnd)));
    }
}
