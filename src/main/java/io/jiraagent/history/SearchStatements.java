package io.jiraagent.history;

import io.jiraagent.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@link ExecutionSearch} asks the database; each takes the parameters of {@code history-executions.sql}. Thread-safe. */
final class SearchStatements {
    private static final SqlText LIST = SqlText.load("history-executions");
    private static final SqlText WINDOW = SqlText.load("history-window");
    private static final SqlText PERIODS = SqlText.load("history-periods");

    /** Of a period, in seconds, as a power of two; as in {@code period_of}. */
    private static final int LENGTH = 15;

    private final JdbcClient jdbc;

    SearchStatements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param dense its period has more matches than were asked for, of which this is any one, also if no filter lets it through */
    record Match(long period, boolean dense, ExecutionSummary run) {}

    /** Those from {@code since} on whose words match, newest first; each is looked at. */
    List<ExecutionSummary> through(Map<String, Object> parameters, Cursor since) {
        return LIST.with(jdbc, since == null ? parameters : placed(parameters, "since", since))
                .query((row, number) -> ExecutionSummary.read(row))
                .list();
    }

    /** Where so many end; empty where there are fewer. There may be less of them that the filter lets through. */
    Optional<Cursor> end(Map<String, Object> parameters, int stretch) {
        return WINDOW.with(jdbc, with(lane(parameters), "window", stretch))
                .query((row, number) -> place(row))
                .optional();
    }

    /** The oldest, or an older one than that which the filter lets through. */
    Optional<Cursor> first(Map<String, Object> parameters) {
        return WINDOW.with(jdbc, with(lane(parameters), "first", true))
                .query((row, number) -> place(row))
                .optional();
    }

    /** Those that have ended and whose words match, newest first. */
    List<Match> inPeriods(Map<String, Object> parameters, long newest, long oldest, int dense) {
        return PERIODS.with(jdbc, with(with(with(parameters, "newest", newest), "oldest", oldest), "dense", dense))
                .query((row, number) ->
                        new Match(row.getLong("period"), row.getBoolean("dense"), ExecutionSummary.read(row)))
                .list();
    }

    static Map<String, Object> before(Map<String, Object> parameters, Cursor place) {
        return placed(parameters, "before", place);
    }

    static long period(Instant time) {
        return time.getEpochSecond() >> LENGTH;
    }

    /** Behind all that is of the period or newer. */
    static Cursor start(long period) {
        return Cursor.behind(Instant.ofEpochSecond(period << LENGTH));
    }

    /** Conditions that one index tells of: to see to others as well, each row would be read. */
    private static Map<String, Object> lane(Map<String, Object> parameters) {
        Map<String, Object> lane = new HashMap<>(parameters);
        lane.keySet().removeAll(Set.of("q", "limit", "completed"));
        if (lane.containsKey("queued") || lane.containsKey("in_progress")) {
            return lane;
        }
        if (lane.containsKey("issue_key")) {
            lane.keySet().removeAll(Set.of("scope", "tenant", "agent", "failed", "dead_letters", "reason"));
        } else if (lane.containsKey("dead_letters")) {
            lane.remove("agent");
            lane.keySet().removeAll(lane.containsKey("reason") ? Set.of("scope", "tenant") : Set.of());
        } else if (lane.containsKey("agent")) {
            lane.keySet().removeAll(Set.of("scope", "tenant", "failed"));
        } else if (lane.containsKey("scope") || lane.containsKey("tenant")) {
            lane.remove("failed");
        }
        return lane;
    }

    private static Cursor place(ResultSet row) throws SQLException {
        return new Cursor(Rows.instant(row, "queued_at"), Rows.uuid(row, "id"));
    }

    private static Map<String, Object> placed(Map<String, Object> parameters, String side, Cursor place) {
        return with(with(parameters, side + "_at", Rows.timestamp(place.queuedAt())), side + "_id", place.id());
    }

    static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put(name, value);
        return all;
    }
}
