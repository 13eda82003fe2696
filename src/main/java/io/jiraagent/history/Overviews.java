package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.history.Overview.Failing;
import io.jiraagent.history.Overview.Load;
import io.jiraagent.history.Overview.Step;
import io.jiraagent.history.Overview.Took;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/overview}. Reads no more of the executions than a bound, however many there are. Thread-safe. */
public final class Overviews {
    static final List<String> WINDOWS = List.of("60", "1440");

    private static final SqlText STEPS = SqlText.load("overview-steps");
    private static final SqlText AGENTS = SqlText.load("overview-agents");
    private static final SqlText FAILURES = SqlText.load("overview-failures");
    private static final int STEP_COUNT = 60;
    private static final long MOST = 50_000;
    private static final long MOST_TIMED = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    public Overviews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Overview read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of("minutes", "tenant_id"));
        return read(request.parameters(), request.caller());
    }

    Overview read(Parameters parameters, Caller caller) {
        int minutes =
                parameters.oneOf("minutes", WINDOWS).map(Integer::parseInt).orElse(60);
        int stepSeconds = minutes * 60 / STEP_COUNT;
        // The last step is the one that is under way.
        long end = (clock.instant().getEpochSecond() / stepSeconds + 1) * stepSeconds;
        Instant from = Instant.ofEpochSecond(end - (long) stepSeconds * STEP_COUNT);
        Map<String, Object> window = new HashMap<>();
        window.put("from", Rows.timestamp(from));
        window.put("most", MOST);
        window.put("most_timed", MOST_TIMED);
        caller.tenantId().ifPresent(tenant -> window.put("scope", tenant));
        parameters.uuid("tenant_id").ifPresent(tenant -> window.put("tenant", tenant));
        List<Step> steps = steps(window, stepSeconds);
        List<Row> rows =
                AGENTS.with(jdbc, window).query((row, number) -> row(row)).list();
        return new Overview(
                from,
                stepSeconds,
                steps.stream().mapToLong(Step::received).sum() < MOST
                        && steps.stream()
                                        .mapToLong(step -> step.completed() + step.failed())
                                        .sum()
                                < MOST,
                rows.stream().filter(Row::together).findFirst().orElseThrow().load(),
                steps,
                rows.stream().filter(row -> !row.together()).map(Row::load).toList(),
                failing(window));
    }

    private record Row(boolean together, Load load) {}

    private List<Step> steps(Map<String, Object> window, int stepSeconds) {
        Map<String, Object> parameters = new HashMap<>(window);
        parameters.put("steps", STEP_COUNT);
        parameters.put("step_seconds", stepSeconds);
        return STEPS.with(jdbc, parameters)
                .query((row, number) -> new Step(
                        Rows.instant(row, "starts_at"),
                        row.getLong("received"),
                        row.getLong("completed"),
                        row.getLong("failed")))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        long half = row.getLong("p50_ms");
        Took took = row.wasNull() ? null : new Took(half, row.getLong("p95_ms"), row.getLong("p99_ms"));
        return new Row(
                row.getBoolean("together"),
                new Load(
                        Rows.uuid(row, "agent_id"),
                        row.getString("agent_name"),
                        Rows.uuid(row, "tenant_id"),
                        row.getString("tenant_name"),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getLong("queued"),
                        row.getLong("in_progress"),
                        Rows.instant(row, "oldest_queued_at"),
                        took));
    }

    private List<Failing> failing(Map<String, Object> window) {
        return FAILURES.with(jdbc, window)
                .query((row, number) -> failing(
                        Rows.uuid(row, "agent_id"),
                        row.getString("agent_name"),
                        row.getString("reason"),
                        row.getLong("executions"),
                        Rows.instant(row, "last_at"),
                        row.getString("message")))
                .list();
    }

    private static Failing failing(
            UUID agentId, String agentName, String reason, long executions, Instant lastAt, String message) {
        return new Failing(
                agentId,
                agentName,
                reason,
                executions,
                lastAt,
                message == null ? "" : message,
                ErrorView.nextStep(reason));
    }
}
