package io.jiraagent.routefile;

import io.jiraagent.tenant.AgentDirectory;
import java.util.Optional;

/** What is registered, as the running program knows it. Thread-safe. */
public record DirectoryRegistered(AgentDirectory directory) implements Registered {
    @Override
    public boolean known() {
        return directory.loaded();
    }

    @Override
    public boolean tenant(String name) {
        return directory.tenantId(name).isPresent();
    }

    @Override
    public Optional<Integer> agents(String tenant, String nameOrId) {
        return directory
                .tenantId(tenant)
                .map(id -> directory.named(id, nameOrId).size());
    }
}
