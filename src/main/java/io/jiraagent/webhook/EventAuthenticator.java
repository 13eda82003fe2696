package io.jiraagent.webhook;

import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.tenant.SigningKeys;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Tells who sent an event. Fails closed: whatever cannot be checked is refused. An agent that does not exist is
 * answered like a wrong signature or token, after the same work. Thread-safe.
 */
public final class EventAuthenticator {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final String BEARER = "Bearer ";

    private final AgentDirectory agents;
    private final SigningKeys nobodysKeys = SigningKeys.of(Hashes.randomSecret());
    private final byte[] nobodysToken = Hashes.ofToken(Hashes.randomSecret());

    public EventAuthenticator(AgentDirectory agents) {
        this.agents = agents;
    }

    /**
     * Checks the signature of {@code X-Hub-Signature-256} or {@code X-Hub-Signature} over the body.
     *
     * @return the agent, which is active
     * @throws Refusal with a hint taken from the header's shape alone
     */
    public Agent bySignature(IncomingEvent event) {
        SignatureHeader header = SignatureHeader.parse(
                event.values(SignatureHeader.SHA256_HEADER), event.values(SignatureHeader.JIRA_HEADER));
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
        return active(agent.get());
    }

    /**
     * Checks the token of Jira Automation, from {@code Authorization: Bearer} or {@code X-Automation-Token}.
     *
     * @return the agent, which is active
     */
    public Agent byToken(IncomingEvent event) {
        String token =
                bearer(event).or(() -> event.single("X-Automation-Token")).orElseThrow(Refusal::missingToken);
        Optional<Agent> agent = find(event.agentId());
        byte[] expected = agent.flatMap(Agent::automationTokenHash).orElse(nobodysToken);
        if (!MessageDigest.isEqual(expected, Hashes.ofToken(token)) || agent.isEmpty()) {
            throw Refusal.invalidToken();
        }
        return active(agent.get());
    }

    private static Optional<String> bearer(IncomingEvent event) {
        return event.single("Authorization")
                .filter(v -> v.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(v -> v.substring(BEARER.length()).strip())
                .filter(v -> !v.isEmpty());
    }

    private Optional<Agent> find(String agentId) {
        return UUID_FORM.matcher(agentId).matches() ? agents.find(UUID.fromString(agentId)) : Optional.empty();
    }

    private static Agent active(Agent agent) {
        if (!agent.active()) {
            throw Refusal.agentNotActive(agent.status());
        }
        return agent;
    }
}
