package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An execution as it stands in lists.
 *
 * @param agentName null when the agent is no longer there
 * @param summary of the ticket, as it stood in the event; or null
 * @param nextAttemptAt only while it waits for another attempt
 * @param error null, or {@code {reason, message, retryable}}
 */
public record ExecutionSummary(
        UUID id,
        UUID agentId,
        String agentName,
        UUID tenantId,
        String issueKey,
        String eventType,
        String summary,
        String status,
        int attempt,
        int epoch,
        Instant queuedAt,
        Instant startedAt,
        Instant completedAt,
        Instant nextAttemptAt,
        UUID answeredBy,
        JsonNode error) {

    static ExecutionSummary read(ResultSet row) throws SQLException {
        return new ExecutionSummary(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "agent_id"),
                row.getString("agent_name"),
                Rows.uuid(row, "tenant_id"),
                row.getString("issue_key"),
                row.getString("event_type"),
                row.getString("summary"),
                row.getString("status"),
                row.getInt("attempt"),
                row.getInt("epoch"),
                Rows.instant(row, "queued_at"),
                Rows.instant(row, "started_at"),
                Rows.instant(row, "completed_at"),
                row.getInt("attempt") > 0 ? Rows.instant(row, "next_attempt_at") : null,
                Rows.uuid(row, "answered_by"),
                Rows.json(row, "error"));
    }

    Cursor cursor() {
        return new Cursor(queuedAt, id);
    }

    /** From the first attempt's start to the end; null while there is no end. */
    public Duration took() {
        return startedAt == null || completedAt == null ? null : Duration.between(startedAt, completedAt);
    }

    /** Null where there is no error. */
    public String errorReason() {
        return error == null ? null : error.path("reason").asText("unknown");
    }
}
