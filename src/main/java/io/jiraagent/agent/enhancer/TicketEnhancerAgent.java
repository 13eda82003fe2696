package io.jiraagent.agent.enhancer;

import io.jiraagent.agent.AgentTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** The two sides of {@code ticket-similar.sql} in the agent's route. Thread-safe. */
public final class TicketEnhancerAgent {
    private final TicketEnhancer enhancer;

    public TicketEnhancerAgent(TicketEnhancer enhancer) {
        this.enhancer = enhancer;
    }

    /** Parameters of the statement that remembers the ticket, unless it is only tried, and finds similar ones of its tenant. */
    public Map<String, Object> searchParameters(@Variable("task") AgentTask task) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant_id", task.tenantId().toString());
        parameters.put("issue_key", task.issue().key());
        parameters.put("summary", task.issue().summary());
        parameters.put("description", task.issue().description());
        parameters.put("remember", !task.tried());
        return parameters;
    }

    /** @param rows of the statement */
    public EnhancedTicket answer(@Variable("task") AgentTask task, @Body List<Map<String, Object>> rows) {
        return enhancer.enhance(task, rows.stream().map(SimilarTicket::of).toList());
    }
}
