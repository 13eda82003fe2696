package io.jiraagent.cli;

import io.jiraagent.routefile.Registered;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is registered, read from the database once. Immutable. */
final class RegisteredNames implements Registered {
    private final Set<String> tenants;
    private final List<RegisteredAgent> agents;

    RegisteredNames(JdbcClient jdbc) {
        tenants = new TenantRegistry(jdbc).list().stream().map(Tenant::name).collect(Collectors.toSet());
        agents = new AgentRegistry(jdbc).list();
    }

    @Override
    public boolean known() {
        return true;
    }

    @Override
    public boolean tenant(String name) {
        return tenants.contains(name);
    }

    @Override
    public Optional<Integer> agents(String tenant, String nameOrId) {
        long found = agents.stream()
                .filter(agent -> agent.tenantName().equals(tenant))
                .filter(agent ->
                        agent.name().equals(nameOrId) || agent.id().toString().equalsIgnoreCase(nameOrId))
                .count();
        return tenant(tenant) ? Optional.of((int) found) : Optional.empty();
    }
}
