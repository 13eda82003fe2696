package io.jiraagent.execution;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The right to run one attempt of an execution.
 *
 * @param epoch 1, and one more with each replay
 * @param attempt 1 for the first of its epoch; together with the epoch it fences the outcome
 * @param kind of the agent; names its route
 * @param retries how often and how soon it is tried again
 * @param idempotent an attempt whose outcome is unknown may be repeated
 * @param payload the bytes as received
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Claim(
        UUID executionId,
        int epoch,
        int attempt,
        UUID agentId,
        UUID tenantId,
        String eventType,
        String kind,
        RetryBudget retries,
        boolean idempotent,
        Instant claimedAt,
        byte[] payload) {

    /** @param row of {@code execution-claim.sql} */
    static Claim of(Map<String, Object> row) {
        return new Claim(
                (UUID) row.get("id"),
                (Integer) row.get("epoch"),
                (Integer) row.get("attempt"),
                (UUID) row.get("agent_id"),
                (UUID) row.get("tenant_id"),
                (String) row.get("event_type"),
                (String) row.get("kind"),
                RetryBudget.of((Integer) row.get("max_attempts")),
                (Boolean) row.get("idempotent"),
                ((java.sql.Timestamp) row.get("claimed_at")).toInstant(),
                (byte[]) row.get("payload"));
    }

    /** The same claim with other retry numbers. */
    public Claim withRetries(RetryBudget other) {
        return new Claim(
                executionId, epoch, attempt, agentId, tenantId, eventType, kind, other, idempotent, claimedAt, payload);
    }
}
