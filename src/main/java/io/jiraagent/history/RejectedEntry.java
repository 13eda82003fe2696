package io.jiraagent.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * A refused webhook request.
 *
 * @param agentId as in the path; null where it was no UUID
 * @param agentName null where there is no such agent
 * @param reason for example {@code invalid_signature}
 * @param sizeBytes -1 where unknown
 */
public record RejectedEntry(
        long id,
        Instant at,
        UUID agentId,
        String agentName,
        UUID tenantId,
        String reason,
        String client,
        long sizeBytes) {

    static RejectedEntry read(ResultSet row) throws SQLException {
        return new RejectedEntry(
                row.getLong("id"),
                Rows.instant(row, "at"),
                Rows.uuid(row, "agent_id"),
                row.getString("agent_name"),
                Rows.uuid(row, "tenant_id"),
                row.getString("reason"),
                row.getString("client"),
                row.getLong("size_bytes"));
    }
}
