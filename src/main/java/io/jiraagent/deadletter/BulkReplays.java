package io.jiraagent.deadletter;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How replays of many dead letters get on. It all stands in the database, so that it survives reloads and restarts and is the
 * same on every instance; a caller sees no other tenant's. Thread-safe.
 */
public final class BulkReplays {
    private static final Logger LOG = LoggerFactory.getLogger(BulkReplays.class);
    private static final SqlText LIST = SqlText.load("bulk-replay-list");
    private static final SqlText CANCEL = SqlText.load("bulk-replay-cancel");

    private final JdbcClient jdbc;

    public BulkReplays(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One of them.
     *
     * @param filter JSON, as given
     * @param executions that it made due; each is counted in one of the five numbers that follow
     * @param waiting not begun; what a cancellation stops
     * @param running an agent was asked, or is to be asked again
     * @param failed in the end, also when replayed once more since
     * @param cancelled dead letters again
     */
    public record Progress(
            UUID id,
            Instant at,
            String actor,
            String filter,
            double ratePerSecond,
            int executions,
            int waiting,
            int running,
            int completed,
            int failed,
            int cancelled,
            Instant cancelledAt,
            String cancelledBy) {
        public int ended() {
            return completed + failed + cancelled;
        }

        public boolean over() {
            return waiting + running == 0;
        }
    }

    /** Those of the last day, newest first. */
    public List<Progress> lately(int limit, Caller caller) {
        return query(Map.of("lately", true, "limit", limit), caller);
    }

    /** Empty when it is not there, or not the caller's. */
    public Optional<Progress> find(UUID id, Caller caller) {
        return query(Map.of("id", id, "limit", 1), caller).stream().findFirst();
    }

    /**
     * Stops what has not begun.
     *
     * @return how many are dead letters again; 0 also when it was cancelled before
     */
    public int cancel(UUID id, Caller caller) {
        Map<String, Object> parameters = DeadLetters.scoped(Map.of("id", id), caller);
        int cancelled =
                CANCEL.with(jdbc, DeadLetters.signed(parameters, caller)).update();
        LOG.info("Bulk replay {} cancelled, {} executions are dead letters again", id, cancelled);
        return cancelled;
    }

    private List<Progress> query(Map<String, Object> conditions, Caller caller) {
        return LIST.with(jdbc, DeadLetters.scoped(new HashMap<>(conditions), caller))
                .query((row, number) -> read(row))
                .list();
    }

    private static Progress read(ResultSet row) throws SQLException {
        return new Progress(
                row.getObject("id", UUID.class),
                instant(row, "at"),
                row.getString("actor"),
                row.getString("filter"),
                row.getDouble("rate_per_second"),
                row.getInt("executions"),
                row.getInt("waiting"),
                row.getInt("running"),
                row.getInt("completed"),
                row.getInt("failed"),
                row.getInt("cancelled"),
                instant(row, "cancelled_at"),
                row.getString("cancelled_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
