package io.jiraagent.access;

import io.jiraagent.tenant.Actor;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks: the holder of a token, or somebody whom the provider has signed in.
 *
 * @param tokenId of the token; of the session where a provider has signed in, which the audit log names as well
 * @param name of the token or the person, for people
 * @param tenantId the only tenant whose things the caller sees; empty: all
 */
public record Caller(UUID tokenId, String name, AccessRole role, Optional<UUID> tenantId) {

    /** @param owner of a thing; null where it belongs to no tenant */
    public boolean sees(UUID owner) {
        return tenantId.isEmpty() || tenantId.get().equals(owner);
    }

    /** As the audit log names the caller. */
    public Actor actor() {
        return new Actor(Optional.of(tokenId), name);
    }

    public boolean may(AccessRole needed) {
        return role.includes(needed);
    }
}
