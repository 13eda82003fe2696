package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.execution.ExecutionError;
import io.jiraagent.ticket.Repair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What came of trying an agent.
 *
 * @param kind of the agent that answers by the tenant's rules
 * @param outcome {@code shown} where nobody was asked, {@code filtered} where the tenant's rules would ask nobody, else
 *     {@code completed} or {@code failed}, or {@code taken} by an agent that answers later
 * @param effects asking this agent may change something outside
 * @param note why nobody was asked, or what becomes of a later answer; or null
 * @param task null when the payload could not be read
 * @param request what a model or service is sent; null where there is no such thing, or nothing to be sent
 * @param usage of a model; null when none was asked
 * @param tookMs null when nobody was asked
 */
public record TryOutResult(
        UUID agentId,
        String kind,
        String outcome,
        boolean effects,
        String note,
        AgentTask task,
        List<Repair> repairs,
        Request request,
        JsonNode answer,
        ExecutionError error,
        AgentUsage.Sum usage,
        Long tookMs) {
    /** For the page. */
    public Duration took() {
        return Duration.ofMillis(tookMs);
    }

    /**
     * A request to a model or service, without secrets.
     *
     * @param url null for those who are no administrators, since it may hold a secret
     */
    public record Request(String url, Map<String, String> headers, JsonNode body) {}
}
