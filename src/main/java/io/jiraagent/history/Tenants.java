package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.routefile.RouteFile;
import io.jiraagent.routefile.RouteFileStates;
import io.jiraagent.web.OpsRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/tenants}. Thread-safe. */
public final class Tenants {
    private static final SqlText LIST = SqlText.load("history-tenants");

    private final JdbcClient jdbc;
    private final RouteFileStates files;

    public Tenants(JdbcClient jdbc, RouteFileStates files) {
        this.jdbc = jdbc;
        this.files = files;
    }

    /**
     * @param rateLimit of all its agents together, such as {@code 600/min}, or null
     * @param dailyRuns the daily budget of all its agents together, or null
     * @param ownAccounts who the integration is in Jira; their events are ignored
     * @param runsToday what of the budget is used today (UTC); null without one
     * @param dailyTokens the daily budget of tokens of all its agents' models together, or null
     * @param tokensToday what of that budget is used today (UTC); null without one
     */
    public record Tenant(
            UUID id,
            String name,
            String rateLimit,
            Long dailyRuns,
            Long runsToday,
            Long dailyTokens,
            Long tokensToday,
            List<String> ownAccounts,
            Instant createdAt) {}

    public Items<TenantState> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return Items.all(states(request.caller()));
    }

    /** A caller for all tenants also sees files for which there is no tenant. */
    List<TenantState> states(Caller caller) {
        List<Tenant> tenants = list(caller);
        Set<String> names = tenants.stream().map(Tenant::name).collect(Collectors.toSet());
        Stream<TenantState> unknown = caller.tenantId().isPresent()
                ? Stream.empty()
                : files.list().stream()
                        .filter(state -> state.key().kind() == RouteFile.Kind.TENANT)
                        .filter(state -> !names.contains(state.key().name()))
                        .map(TenantState::unregistered);
        return Stream.concat(
                        tenants.stream().map(tenant -> TenantState.of(tenant, files.tenant(tenant.name()))), unknown)
                .toList();
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

    static Map<UUID, String> names(List<Tenant> tenants) {
        return tenants.stream().collect(Collectors.toMap(Tenant::id, Tenant::name));
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
                        row.getObject("daily_tokens", Long.class),
                        row.getObject("tokens_today", Long.class),
                        List.of((String[]) row.getArray("own_accounts").getArray()),
                        Rows.instant(row, "created_at")))
                .list();
    }
}
