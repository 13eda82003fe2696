package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import java.time.Instant;
import java.util.HashMap;
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

    /**
     * @param rateLimit of all its agents together, such as {@code 600/min}, or null
     * @param dailyRuns the daily budget of all its agents together, or null
     * @param runsToday what of the budget is used today (UTC); null without one
     */
    public record Tenant(UUID id, String name, String rateLimit, Long dailyRuns, Long runsToday, Instant createdAt) {}

    public Items<Tenant> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return Items.all(list(request.caller()));
    }

    /** @throws ProblemException 404, also for another than the caller's */
    public Tenant read(UUID id, Caller caller) {
        return list(caller, Map.of("id", id)).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    List<Tenant> list(Caller caller) {
        return list(caller, Map.of());
    }

    private List<Tenant> list(Caller caller, Map<String, Object> wanted) {
        Map<String, Object> conditions = new HashMap<>(wanted);
        caller.tenantId().ifPresent(tenant -> conditions.put("scope", tenant));
        return LIST.with(jdbc, conditions)
                .query((row, number) -> new Tenant(
                        Rows.uuid(row, "id"),
                        row.getString("name"),
                        row.getString("rate_limit"),
                        row.getObject("daily_runs", Long.class),
                        row.getObject("runs_today", Long.class),
                        Rows.instant(row, "created_at")))
                .list();
    }
}
