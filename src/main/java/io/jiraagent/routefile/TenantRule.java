package io.jiraagent.routefile;

import io.jiraagent.ticket.TicketMapping;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of a tenant: an instance of the template {@code tenant-agent}.
 *
 * @param id of its route, as in the file
 * @param line of the file
 * @param mapping replaces fields of the ticket
 * @param agent the kind that answers; empty: that of the agent the event was sent to
 * @param backup name or id of the registered agent that answers when that one cannot; empty: the agent's own setting
 * @param comment whether results are told in Jira; empty: as the tenant's site is set
 * @param before name of the route that prepares the task
 * @param after name of the route that the answer goes through
 * @param given all parameters as they stand in the file
 * @param lines where they stand
 */
public record TenantRule(
        String id,
        int line,
        EventFilter filter,
        TicketMapping mapping,
        Optional<String> agent,
        Optional<String> backup,
        RuleRetries retries,
        Optional<Boolean> comment,
        String before,
        String after,
        Map<String, String> given,
        Map<String, Integer> lines) {
    public TenantRule {
        given = Map.copyOf(given);
        lines = Map.copyOf(lines);
    }

    /** Routes of the tenant stand around the agent. */
    boolean hooked() {
        return !before.equals(Surroundings.NO_HOOK) || !after.equals(Surroundings.NO_HOOK);
    }

    /** Where a parameter stands, or else the rule. */
    int line(String parameter) {
        return lines.getOrDefault(parameter, line);
    }
}
