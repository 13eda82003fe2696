package io.jiraagent.deadletter;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.ticket.SummaryPeek;
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
 * Failed executions that may be replayed. Every change is a compare-and-set in the database and leaves an entry in the
 * audit log; a caller reaches no other tenant's. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final SqlText COUNT = SqlText.load("dead-letter-count");
    private static final SqlText REPLAY = SqlText.load("dead-letter-replay");
    private static final SqlText DISCARD = SqlText.load("dead-letter-discard");

    private final JdbcClient jdbc;

    public DeadLetters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How a bulk replay goes.
     *
     * @param limit executions at the most, oldest first
     * @param ratePerSecond how many become due in a second
     */
    public record Pace(int limit, double ratePerSecond) {}

    /**
     * Replays one.
     *
     * @param editedPayload to be worked on instead of what was received, which is kept
     * @return false when it is not failed (any more), discarded, or not the caller's
     */
    public boolean replay(UUID id, Optional<byte[]> editedPayload, Caller caller) {
        Map<String, Object> conditions = new HashMap<>(Map.of("ids", List.of(id)));
        editedPayload.ifPresent(payload -> {
            conditions.put("payload", payload);
            conditions.put("summary", SummaryPeek.peek(payload));
        });
        String action = editedPayload.isPresent() ? "replay_edited" : "replay";
        return replay(conditions, new Pace(1, 1), action, caller) == 1;
    }

    /**
     * Dead letters that failed alike.
     *
     * @param agentName null when the agent is no longer there
     * @param firstAt when the first of them failed
     */
    public record Group(
            String reason, UUID agentId, String agentName, int executions, Instant firstAt, Instant lastAt) {}

    /**
     * What a bulk replay would replay; the most frequent first.
     *
     * @param conditions of the statement, such as {@code agent} or {@code reason}
     */
    public List<Group> matching(Map<String, Object> conditions, int limit, Caller caller) {
        Map<String, Object> parameters = scoped(conditions, caller);
        parameters.put("limit", limit);
        return COUNT.with(jdbc, parameters)
                .query((row, number) -> new Group(
                        row.getString("reason"),
                        row.getObject("agent_id", UUID.class),
                        row.getString("agent_name"),
                        row.getInt("executions"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Replays many.
     *
     * @param filter JSON by which people recognise it later
     * @return how many were replayed, known to {@link BulkReplays} as {@code id} if there was any
     */
    public Replayed replayAll(Map<String, Object> conditions, Pace pace, String filter, Caller caller) {
        UUID id = UUID.randomUUID();
        Map<String, Object> parameters = new HashMap<>(conditions);
        parameters.put("bulk", id);
        parameters.put("owner", caller.tenantId().orElse(null));
        parameters.put("filter", filter);
        int executions = replay(parameters, pace, "replay", caller);
        return new Replayed(executions > 0 ? Optional.of(id) : Optional.empty(), executions);
    }

    /** What a bulk replay has begun. */
    public record Replayed(Optional<UUID> id, int executions) {}

    private int replay(Map<String, Object> conditions, Pace pace, String action, Caller caller) {
        Map<String, Object> parameters = scoped(conditions, caller);
        parameters.put("limit", pace.limit());
        parameters.put("rate", pace.ratePerSecond());
        parameters.put("action", action);
        int replayed = REPLAY.with(jdbc, signed(parameters, caller)).update();
        LOG.info("{} dead letters replayed by token {}", replayed, caller.tokenId());
        return replayed;
    }

    /**
     * @param reason for those who look at it later
     * @return false when it is not failed (any more), already discarded, or not the caller's
     */
    public boolean discard(UUID id, String reason, Caller caller) {
        Map<String, Object> parameters = scoped(Map.of("id", id, "reason", reason), caller);
        return DISCARD.with(jdbc, signed(parameters, caller)).update() == 1;
    }

    static Map<String, Object> scoped(Map<String, Object> conditions, Caller caller) {
        Map<String, Object> parameters = new HashMap<>(conditions);
        caller.tenantId().ifPresent(tenant -> parameters.put("scope", tenant));
        return parameters;
    }

    static Map<String, Object> signed(Map<String, Object> parameters, Caller caller) {
        parameters.put("token", caller.tokenId());
        parameters.put("actor", caller.name());
        return parameters;
    }
}
