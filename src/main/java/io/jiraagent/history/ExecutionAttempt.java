package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An attempt that has ended.
 *
 * @param epoch counts replays, from 1
 * @param outcome {@code completed}, {@code failed}, {@code retry} or {@code lost}
 */
public record ExecutionAttempt(
        int epoch,
        int attempt,
        UUID agentId,
        String worker,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        JsonNode error) {

    static ExecutionAttempt read(ResultSet row) throws SQLException {
        return new ExecutionAttempt(
                row.getInt("epoch"),
                row.getInt("attempt"),
                Rows.uuid(row, "agent_id"),
                row.getString("worker"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "ended_at"),
                row.getString("outcome"),
                Rows.json(row, "error"));
    }

    public Duration took() {
        return Duration.between(startedAt, endedAt);
    }
}
