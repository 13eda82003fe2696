package io.jiraagent.tenant;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A customer of the installation; its agents, executions and tickets are kept apart from those of others.
 *
 * @param allowance of all its agents together
 * @param name names its route file and Kafka topic, if it has its own
 * @param ownAccounts who the integration is in Jira: account ids, user names or keys, e-mail addresses
 */
public record Tenant(UUID id, String name, Allowance allowance, List<String> ownAccounts, Instant createdAt) {
    public Tenant with(Allowance value) {
        return new Tenant(id, name, value, ownAccounts, createdAt);
    }

    /** @param accounts whose events are ignored */
    public Tenant owning(List<String> accounts) {
        return new Tenant(id, name, allowance, List.copyOf(accounts), createdAt);
    }

    Map<String, Object> columns() {
        Map<String, Object> columns = new HashMap<>(allowance.columns());
        columns.put("own_accounts", String.join(",", ownAccounts));
        return columns;
    }
}
