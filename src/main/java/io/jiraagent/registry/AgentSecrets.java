package io.jiraagent.registry;

import io.jiraagent.access.Caller;
import io.jiraagent.config.Durations;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.tenant.AgentCredentials;
import io.jiraagent.tenant.AgentCredentials.RotatedSecret;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** {@code /api/agents/{id}/rotate-secret} and {@code rotate-token}, for administrators. Thread-safe. */
public final class AgentSecrets {
    private static final int ID = 2;
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    private final Agents agents;
    private final AgentCredentials credentials;
    private final Listener listener;

    public AgentSecrets(Agents agents, AgentCredentials credentials, Listener listener) {
        this.agents = agents;
        this.credentials = credentials;
        this.listener = listener;
    }

    /** Learns what an agent's senders need from now on. */
    @FunctionalInterface
    public interface Listener {
        /** @param name {@code HMAC_SECRET} or {@code AUTOMATION_TOKEN} */
        void handedOut(UUID agentId, String name, String value);
    }

    /** The answer to a rotation, given once. */
    public record NewSecret(UUID agentId, String hmacSecret, Instant previousSecretUntil) {
        @Override
        public String toString() {
            return "NewSecret[" + agentId + "]";
        }
    }

    /** The answer to a rotation, given once. */
    public record NewToken(UUID agentId, String automationToken) {
        @Override
        public String toString() {
            return "NewToken[" + agentId + "]";
        }
    }

    /** Its body may be {@code {"valid_for": "24h"}}: how long the present secret stays valid beside the new one. */
    public NewSecret rotateSecret(OpsRequest request) {
        AgentState agent = agents.read(request.id(ID), request.caller());
        Duration overlap = Fields.readOptional(request, Set.of("valid_for"))
                .text("valid_for")
                .map(AgentSecrets::duration)
                .orElse(DEFAULT_OVERLAP);
        RotatedSecret rotated = Fields.usable(() ->
                credentials.rotateSecret(agent.id(), overlap, request.caller().actor()));
        listener.handedOut(agent.id(), "HMAC_SECRET", rotated.secret());
        return new NewSecret(agent.id(), rotated.secret(), rotated.previousUntil());
    }

    /** The token that the agent had ends at once. */
    public NewToken rotateToken(OpsRequest request) {
        AgentState agent = agents.read(request.id(ID), request.caller());
        Fields.readOptional(request, Set.of());
        return newToken(agent, request.caller());
    }

    NewToken newToken(AgentState agent, Caller caller) {
        String token = credentials.issueAutomationToken(agent.id(), caller.actor());
        listener.handedOut(agent.id(), "AUTOMATION_TOKEN", token);
        return new NewToken(agent.id(), token);
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw Parameters.refused("valid_for", text, Durations.WANTED);
        }
    }
}
