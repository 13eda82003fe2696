package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An attempt that has ended.
 *
 * @param epoch counts replays, from 1
 * @param outcome completed, failed, retry, or lost with its worker
 * @param inputTokens that a model took, estimated where its server does not tell; null where none was asked
 * @param outputTokens likewise
 * @param cost by the agent's prices at that time, or null
 * @param model that was asked, or null
 * @param prompt that told it what to do: name, version and hash, or null
 */
public record ExecutionAttempt(
        int epoch,
        int attempt,
        UUID agentId,
        String worker,
        Instant startedAt,
        Instant endedAt,
        String outcome,
        JsonNode error,
        Long inputTokens,
        Long outputTokens,
        BigDecimal cost,
        String model,
        String prompt) {

    static ExecutionAttempt read(ResultSet row) throws SQLException {
        return new ExecutionAttempt(
                row.getInt("epoch"),
                row.getInt("attempt"),
                Rows.uuid(row, "agent_id"),
                row.getString("worker"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "ended_at"),
                row.getString("outcome"),
                Rows.json(row, "error"),
                row.getObject("input_tokens", Long.class),
                row.getObject("output_tokens", Long.class),
                row.getBigDecimal("cost") == null
                        ? null
                        : row.getBigDecimal("cost").stripTrailingZeros(),
                row.getString("model"),
                row.getString("prompt"));
    }

    public Duration took() {
        return Duration.between(startedAt, endedAt);
    }
}
