package io.jiraagent.history;

import io.jiraagent.routefile.Finding;
import io.jiraagent.routefile.RouteFileState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant with what became of its route file.
 *
 * @param id null for a file whose tenant is not registered
 * @param ownAccounts who the integration is in Jira; null likewise
 * @param createdAt null likewise
 * @param file relative to the routes folder, null where there is none
 * @param loadedAt since when the version that runs has been running, null where none does
 * @param error what to mend first in the file, null where there is nothing
 */
public record TenantState(
        UUID id,
        String name,
        List<String> ownAccounts,
        Instant createdAt,
        String file,
        Instant loadedAt,
        Finding error) {

    static TenantState of(Tenants.Tenant tenant, Optional<RouteFileState> state) {
        return new TenantState(
                tenant.id(),
                tenant.name(),
                tenant.ownAccounts(),
                tenant.createdAt(),
                state.map(RouteFileState::path).orElse(null),
                state.flatMap(RouteFileState::loadedAt).orElse(null),
                state.flatMap(RouteFileState::worst).orElse(null));
    }

    static TenantState unregistered(RouteFileState state) {
        return new TenantState(
                null,
                state.key().name(),
                null,
                null,
                state.path(),
                state.loadedAt().orElse(null),
                state.worst().orElse(null));
    }
}
