package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody did.
 *
 * @param actor the name of the token, or the command that was used
 * @param action a fixed word such as {@code replay}
 * @param executionId what it was done to, or null
 * @param issueKey of the execution, or null
 * @param agentId of the agent that it was done to, or null
 * @param tokenId of the token that was used; null for the command line
 * @param detail more about it, such as a reason
 */
public record AuditEntry(
        long id,
        Instant at,
        String actor,
        UUID tokenId,
        String action,
        UUID executionId,
        String issueKey,
        UUID agentId,
        String agentName,
        UUID tenantId,
        JsonNode detail) {

    static AuditEntry read(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Rows.instant(row, "at"),
                row.getString("actor"),
                Rows.uuid(row, "token_id"),
                row.getString("action"),
                Rows.uuid(row, "execution_id"),
                row.getString("issue_key"),
                Rows.uuid(row, "agent_id"),
                row.getString("agent_name"),
                Rows.uuid(row, "tenant_id"),
                Rows.json(row, "detail"));
    }
}
