package io.jiraagent.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.ticket.Ticket;
import java.util.UUID;

/**
 * What an agent is asked to work on. Its JSON form is what an external agent receives.
 *
 * @param executionId stable over attempts and replays: an agent's idempotency key
 * @param agentId who is asked: the agent, or its backup
 * @param attempt 1 for the first attempt of an epoch; 0 where somebody only tries the agent
 * @param eventType the event's name, for example {@code jira:issue_created}
 * @param issue the ticket as read; hostile text
 * @param payload the payload as parsed (after any repair); hostile text
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record AgentTask(
        UUID executionId, UUID agentId, UUID tenantId, int attempt, String eventType, Ticket issue, JsonNode payload) {
    /** It belongs to no execution, so nothing of it is to be remembered. */
    public boolean tried() {
        return attempt == 0;
    }
}
