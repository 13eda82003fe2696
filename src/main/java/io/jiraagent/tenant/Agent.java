package io.jiraagent.tenant;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * An agent as receiver and worker need it.
 *
 * @param kind names its route, {@code direct:agent-<kind>}
 * @param status {@code draft}, {@code active} or {@code paused}
 * @param signingKeys empty when the stored secret cannot be decrypted
 * @param automationTokenHash SHA-256 of the token for Jira Automation, empty when it has none
 * @param strictPayload unusable JSON is refused with 422 instead of accepted and failed
 * @param address where it is asked, empty when its route needs none
 * @param deadline for one attempt
 */
public record Agent(
        UUID id,
        UUID tenantId,
        String name,
        String kind,
        String status,
        Optional<SigningKeys> signingKeys,
        Optional<byte[]> automationTokenHash,
        boolean strictPayload,
        Optional<AgentAddress> address,
        Duration deadline) {
    public boolean active() {
        return "active".equals(status);
    }
}
