package io.jiraagent.access;

import io.jiraagent.tenant.Actor;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks: the holder of a token.
 *
 * @param name of the token, for people
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
