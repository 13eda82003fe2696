package io.jiraagent.webhook;

import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.Names;
import io.jiraagent.tenant.SigningKeys;
import java.util.List;
import java.util.Optional;

/**
 * Tells who sent an event. Fails closed: whatever cannot be checked is refused. An agent that does not exist is
 * answered like a wrong signature or token, after the same work. Thread-safe.
 */
public final class EventAuthenticator {
    private final AgentDirectory agents;
    private final StandardWebhooks standard;
    private final SigningKeys nobodysKeys = SigningKeys.of(Hashes.randomSecret());
    private final byte[] nobodysToken = Hashes.ofToken(Hashes.randomSecret());

    public EventAuthenticator(AgentDirectory agents, StandardWebhooks standard) {
        this.agents = agents;
        this.standard = standard;
    }

    /**
     * Checks the one signature that a request carries: {@code X-Hub-Signature-256} or {@code X-Hub-Signature} over the
     * body, or {@code webhook-signature} over id, time and body. A request with two kinds is refused, so that nobody has
     * to say which one counts.
     *
     * @return the event of an agent that is active
     * @throws Refusal with a hint taken from the headers' shape alone, unless the signature is genuine
     */
    public AuthenticatedEvent bySignature(IncomingEvent event) {
        List<String> sha256 = event.values(SignatureHeader.SHA256_HEADER);
        List<String> jira = event.values(SignatureHeader.JIRA_HEADER);
        int standardSignatures = event.values(StandardSignature.HEADER).size();
        if (standardSignatures == 0) {
            return byHubSignature(event, SignatureHeader.parse(sha256, jira));
        }
        if (sha256.size() + jira.size() > 0) {
            throw SignatureHeader.tooMany(sha256.size() + jira.size() + standardSignatures);
        }
        return byStandardSignature(event, StandardSignature.parse(event));
    }

    private AuthenticatedEvent byHubSignature(IncomingEvent event, SignatureHeader header) {
        Optional<Agent> agent = find(event.agentId());
        if (agent.isPresent() && agent.get().signingKeys().isEmpty()) {
            throw Refusal.unavailable();
        }
        List<byte[]> keys =
                agent.flatMap(Agent::signingKeys).orElse(nobodysKeys).keys();
        boolean genuine = false;
        for (byte[] key : keys) {
            genuine |= header.matches(key, event.body());
        }
        if (!genuine || agent.isEmpty()) {
            throw Refusal.invalidSignature(SignatureHeader.GENERAL_HINT);
        }
        return new AuthenticatedEvent(active(agent.get()), event, Door.WEBHOOK, Optional.empty());
    }

    private AuthenticatedEvent byStandardSignature(IncomingEvent event, StandardSignature signature) {
        Optional<Agent> agent = find(event.agentId());
        boolean unreadable = agent.isPresent() && agent.get().signingKeys().isEmpty();
        List<byte[]> keys =
                agent.flatMap(Agent::signingKeys).orElse(nobodysKeys).keys();
        boolean genuine = standard.genuine(signature, event.body(), keys, agent.flatMap(Agent::publicKey));
        if (!genuine && unreadable && !signature.symmetric().isEmpty()) {
            throw Refusal.unavailable();
        }
        if (!genuine || agent.isEmpty()) {
            throw Refusal.invalidSignature(StandardSignature.GENERAL_HINT);
        }
        standard.requireFresh(signature);
        return new AuthenticatedEvent(active(agent.get()), event, Door.WEBHOOK, Optional.of(signature.id()));
    }

    /**
     * Checks the token of Jira Automation, from {@code Authorization: Bearer} or {@code X-Automation-Token}.
     *
     * @return the event of an agent that is active
     */
    public AuthenticatedEvent byToken(IncomingEvent event) {
        String token = AutomationToken.of(event).orElseThrow(Refusal::missingToken);
        Optional<Agent> agent = find(event.agentId());
        byte[] expected = agent.flatMap(Agent::automationTokenHash).orElse(nobodysToken);
        if (!AutomationToken.matches(expected, token) || agent.isEmpty()) {
            throw Refusal.invalidToken();
        }
        return new AuthenticatedEvent(active(agent.get()), event, Door.AUTOMATION, Optional.empty());
    }

    private Optional<Agent> find(String agentId) {
        return Names.asId(agentId).flatMap(agents::find);
    }

    private static Agent active(Agent agent) {
        if (!agent.active()) {
            throw Refusal.agentNotActive(agent.status());
        }
        return agent;
    }
}
