package io.jiraagent.agent.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentAddress;
import io.jiraagent.tenant.AgentDirectory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.camel.Handler;
import org.apache.camel.Variable;

/**
 * Makes the request for an agent of kind {@code http}: the task as JSON, signed with the agent's secret the way its
 * own webhooks are signed. Thread-safe.
 */
public final class AgentCalls {
    private final AgentLookup agents;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public AgentCalls(AgentDirectory agents) {
        this.agents = new AgentLookup(agents);
    }

    /**
     * @throws FinalAgentException the agent has no usable URL
     * @throws RetriableAgentException its secret cannot be decrypted, or the agent is gone
     */
    @Handler
    public AgentCall prepare(@Variable("task") AgentTask task) {
        Agent agent = agents.get(task.agentId());
        byte[] key = agent.signingKeys()
                .orElseThrow(() -> new RetriableAgentException(
                        "secret_unreadable",
                        "The agent's secret cannot be decrypted with any key of ENCRYPTION_KEY",
                        null))
                .first();
        byte[] body = json(task);
        String signature = "sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, body));
        return new AgentCall(url(agent), body, signature, agent.deadline().toSeconds());
    }

    private static String url(Agent agent) {
        String url = agent.address().map(AgentAddress::url).orElse(null);
        try {
            AgentUrlGuard.host(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new FinalAgentException(AgentHttpClient.ADDRESS_REFUSED, e.getMessage(), e);
        }
    }

    /** By way of a string, since a writer of bytes refuses the lone surrogates that a ticket may hold. */
    private byte[] json(AgentTask task) {
        try {
            return mapper.writeValueAsString(task).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
