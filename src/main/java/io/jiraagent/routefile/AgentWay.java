package io.jiraagent.routefile;

import io.jiraagent.execution.Claim;
import io.jiraagent.ticket.TicketMapping;

/**
 * The way of one attempt to its answer.
 *
 * @param claim with the retry numbers of the rule
 * @param entry the endpoint where it begins: the rule's route, or at once the agent's
 * @param agent the endpoint of the agent's route, or of the answer that it gave later
 * @param kind of the agent that answers
 * @param own routes of the tenant's file are on the way: its own agent, or hooks
 * @param mapping of the rule
 * @param reason why no agent is asked; empty: one is
 */
public record AgentWay(
        Claim claim, String entry, String agent, String kind, boolean own, TicketMapping mapping, String reason) {
    /** For a route's condition: the agent is yet to be asked. */
    public boolean asking() {
        return !claim.resumed();
    }

    /** For a route's condition. */
    public boolean filtered() {
        return !reason.isEmpty();
    }
}
