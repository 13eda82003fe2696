package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.web.OpsRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/tenants}. Thread-safe. */
public final class Tenants {
    private static final SqlText LIST = SqlText.load("history-tenants");

    private final JdbcClient jdbc;

    public Tenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record Tenant(UUID id, String name, Instant createdAt) {}

    public Items<Tenant> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return Items.all(list(request.caller()));
    }

    List<Tenant> list(Caller caller) {
        Map<String, Object> scope = caller.tenantId()
                .<Map<String, Object>>map(tenant -> Map.of("scope", tenant))
                .orElse(Map.of());
        return LIST.with(jdbc, scope)
                .query((row, number) ->
                        new Tenant(Rows.uuid(row, "id"), row.getString("name"), Rows.instant(row, "created_at")))
                .list();
    }
}
