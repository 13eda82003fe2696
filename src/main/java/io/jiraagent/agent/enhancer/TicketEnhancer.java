package io.jiraagent.agent.enhancer;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.ticket.Ticket;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a ticket the way a careful colleague does: puts its own words where readers look for them, asks for what is
 * missing, and says how urgent it looks and why. It needs no model and invents nothing. Thread-safe, and linear in the
 * ticket's length.
 */
public final class TicketEnhancer {
    private static final int MOST_SIMILAR = 5;

    private final SummaryLine summaryLine = new SummaryLine();
    private final SectionFinder sectionFinder = new SectionFinder();
    private final Questions questions = new Questions(summaryLine);
    private final PriorityAdvisor priorityAdvisor = new PriorityAdvisor();
    private final LabelAdvisor labelAdvisor = new LabelAdvisor();
    private final QualityScore qualityScore = new QualityScore(summaryLine);
    private final MarkdownDescription markdownDescription = new MarkdownDescription();

    /**
     * @param task its issue may be null or empty; then everything is asked for
     * @param similar what {@code sql/ticket-similar.sql} found, in any order; null for none
     */
    public EnhancedTicket enhance(AgentTask task, List<SimilarTicket> similar) {
        return enhance(task, similar, Map.of());
    }

    /**
     * As {@link #enhance(AgentTask, List)}, with passages that somebody else has found.
     *
     * @param passages of the description, letter for letter, by the JSON name of the section that they say; what stands
     *     under a heading of its own stays
     */
    public EnhancedTicket enhance(AgentTask task, List<SimilarTicket> similar, Map<String, String> passages) {
        Ticket ticket = task.issue() == null
                ? new Ticket(null, null, null, null, null, null, null, null, null, null)
                : task.issue();
        TicketKind kind = TicketKind.of(ticket);
        Sections sections = sectionFinder.find(ticket.summary(), ticket.description(), kind);
        for (Section section : Section.values()) {
            String passage = passages.getOrDefault(section.key(), "");
            int at = passage.isEmpty() ? -1 : ticket.description().indexOf(passage);
            if (at >= 0) {
                sections.foundBetter(section, new Span(at, at + passage.length()));
            }
        }
        return new EnhancedTicket(
                summaryLine.of(ticket.summary(), sections, ticket.description()),
                markdownDescription.of(ticket.description(), kind, sections),
                sections.answer(),
                questions.ask(ticket, kind, sections),
                priorityAdvisor.advise(ticket, kind),
                labelAdvisor.labels(ticket),
                best(similar == null ? List.of() : similar, ticket.key()),
                qualityScore.of(ticket, kind, sections),
                List.of(),
                null);
    }

    private static List<SimilarTicket> best(List<SimilarTicket> similar, String ownKey) {
        Set<String> seen = new HashSet<>();
        seen.add(ownKey == null ? "" : ownKey.toUpperCase(Locale.ROOT));
        return similar.stream()
                .sorted(Comparator.comparingDouble(SimilarTicket::score)
                        .reversed()
                        .thenComparing(SimilarTicket::issueKey))
                .filter(ticket -> seen.add(ticket.issueKey().toUpperCase(Locale.ROOT)))
                .limit(MOST_SIMILAR)
                .toList();
    }
}
