package io.jiraagent.tenant;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An agent as the database holds it, without its secrets.
 *
 * @param previousSecretUntil set while the secret before the present one is still valid
 */
public record RegisteredAgent(
        AgentDefinition definition, String tenantName, Instant createdAt, Optional<Instant> previousSecretUntil) {
    public UUID id() {
        return definition.id();
    }

    public String name() {
        return definition.name();
    }
}
