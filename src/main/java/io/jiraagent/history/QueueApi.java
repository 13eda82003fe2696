package io.jiraagent.history;

import io.jiraagent.database.SqlText;
import io.jiraagent.web.OpsRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code /api/queue}. Thread-safe. */
public final class QueueApi {
    private static final SqlText QUEUE = SqlText.load("history-queue");

    private final JdbcClient jdbc;
    private final Clock clock;

    public QueueApi(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What waits for an agent, and what it is at.
     *
     * @param oldestQueuedAt null when nothing waits
     * @param oldestAgeSeconds null when nothing waits
     */
    public record Depth(
            UUID tenantId,
            UUID agentId,
            String agentName,
            long queued,
            long inProgress,
            Instant oldestQueuedAt,
            Long oldestAgeSeconds) {}

    /** Only tenants and agents for which something is open. */
    public Items<Depth> read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        Instant now = clock.instant();
        Map<String, Object> scope = request.caller()
                .tenantId()
                .<Map<String, Object>>map(tenant -> Map.of("scope", tenant))
                .orElse(Map.of());
        return Items.all(QUEUE.with(jdbc, scope)
                .query((row, number) -> {
                    Instant oldest = Rows.instant(row, "oldest_queued_at");
                    return new Depth(
                            Rows.uuid(row, "tenant_id"),
                            Rows.uuid(row, "agent_id"),
                            row.getString("agent_name"),
                            row.getLong("queued"),
                            row.getLong("in_progress"),
                            oldest,
                            oldest == null
                                    ? null
                                    : Math.max(0, Duration.between(oldest, now).toSeconds()));
                })
                .list());
    }
}
