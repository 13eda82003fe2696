package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An agent and how busy it is; never its secrets.
 *
 * @param status {@code draft}, {@code active} or {@code paused}
 * @param url where it is asked; null for those who are no administrators, since it may hold a secret
 * @param model the one it asks, without its key, or null; {@code base_url} for administrators only
 * @param publicKey checks what its senders sign by Ed25519, or null
 * @param rateLimit such as {@code 60/min}, or null
 * @param tenantRateLimit that of all its tenant's agents together, or null
 * @param dailyRuns its daily budget, or null
 * @param runsToday what of the budget is used today (UTC); null without one
 * @param dailyTokens its daily budget of tokens, or null
 * @param tokensToday what of that budget is used today (UTC); null without one
 * @param tenantBudget what all its tenant's agents together may use on one day
 * @param previousSecretUntil while the secret before the present one is valid, else null
 * @param answerWithinSeconds after an agent of kind {@code http} has taken a task with 202
 * @param retryForSeconds after an execution's first attempt; later none begins
 * @param runsPerIssueHour executions of one issue that may begin within an hour, or null
 * @param listeningUntil while its requests are shown as they come, else null
 * @param backupAgentId who stands in for it, or null
 * @param breakers the workers that do not ask it now, each with {@code state} ({@code open}, {@code half_open}) and
 *     {@code since}; null when all do
 * @param queued executions that wait
 * @param running executions that it is at, over all workers; each worker gives it {@code concurrency} at the most
 * @param lastSeen when the newest event came, or null
 */
public record AgentState(
        UUID id,
        UUID tenantId,
        String tenantName,
        String name,
        String kind,
        String status,
        String url,
        JsonNode model,
        String publicKey,
        boolean idempotent,
        boolean strictPayload,
        int concurrency,
        int maxAttempts,
        int deadlineSeconds,
        int answerWithinSeconds,
        int retryForSeconds,
        Integer runsPerIssueHour,
        boolean strictOrder,
        UUID backupAgentId,
        String backupName,
        JsonNode breakers,
        String rateLimit,
        String tenantRateLimit,
        Long dailyRuns,
        Long runsToday,
        Long dailyTokens,
        Long tokensToday,
        @JsonUnwrapped(prefix = "tenant_") Budget tenantBudget,
        Instant previousSecretUntil,
        Instant listeningUntil,
        long queued,
        long running,
        Instant lastSeen,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Daily budgets; each null without one.
     *
     * @param runsToday what of the budget is used today (UTC)
     * @param tokensToday likewise
     */
    public record Budget(Long dailyRuns, Long runsToday, Long dailyTokens, Long tokensToday) {
        static Budget read(ResultSet row, String prefix) throws SQLException {
            return new Budget(
                    row.getObject(prefix + "daily_runs", Long.class),
                    row.getObject(prefix + "runs_today", Long.class),
                    row.getObject(prefix + "daily_tokens", Long.class),
                    row.getObject(prefix + "tokens_today", Long.class));
        }
    }

    static AgentState read(ResultSet row, Caller caller) throws SQLException {
        return new AgentState(
                Rows.uuid(row, "id"),
                Rows.uuid(row, "tenant_id"),
                row.getString("tenant_name"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("status"),
                caller.may(AccessRole.ADMIN) ? row.getString("url") : null,
                model(row, caller),
                row.getString("public_key"),
                row.getBoolean("idempotent"),
                row.getBoolean("strict_payload"),
                row.getInt("concurrency"),
                row.getInt("max_attempts"),
                row.getInt("deadline_seconds"),
                row.getInt("answer_within_seconds"),
                row.getInt("retry_for_seconds"),
                row.getObject("runs_per_issue_hour", Integer.class),
                row.getBoolean("strict_order"),
                Rows.uuid(row, "backup_agent_id"),
                row.getString("backup_name"),
                Rows.json(row, "breakers"),
                row.getString("rate_limit"),
                row.getString("tenant_rate_limit"),
                row.getObject("daily_runs", Long.class),
                row.getObject("runs_today", Long.class),
                row.getObject("daily_tokens", Long.class),
                row.getObject("tokens_today", Long.class),
                Budget.read(row, "tenant_"),
                Rows.instant(row, "previous_secret_until"),
                Rows.instant(row, "listening_until"),
                row.getLong("queued"),
                row.getLong("running"),
                Rows.instant(row, "last_seen"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    /** For the page, what the first worker says that does not ask it; null when all do. */
    public String breakerState() {
        return breakers == null ? null : breakers.path(0).path("state").asText();
    }

    /** For the page, or null. */
    public Instant breakerSince() {
        return breakers == null
                ? null
                : OffsetDateTime.parse(breakers.path(0).path("since").asText()).toInstant();
    }

    private static JsonNode model(ResultSet row, Caller caller) throws SQLException {
        JsonNode model = Rows.json(row, "model");
        if (model instanceof ObjectNode shown && !caller.may(AccessRole.ADMIN)) {
            shown.remove("base_url");
        }
        return model;
    }
}
