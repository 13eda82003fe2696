package io.jiraagent.execution;

import io.jiraagent.agent.AgentException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The right to run one attempt of an execution.
 *
 * @param epoch 1, and one more with each replay
 * @param attempt 1 for the first of its epoch; together with the epoch it fences the outcome
 * @param kind of the agent; names its route
 * @param maxAttempts the agent's budget in one epoch
 * @param idempotent an attempt whose outcome is unknown may be repeated
 * @param payload the bytes as received
 * @param budget says whether the run may begin
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
        int maxAttempts,
        boolean idempotent,
        Instant claimedAt,
        byte[] payload,
        Budget budget) {

    /**
     * What daily budgets say of a run.
     *
     * @param countedOn the day whose budget the run is counted against; empty when there is none
     * @param refusal why it may not begin; null when it may
     */
    public record Budget(Optional<LocalDate> countedOn, AgentException refusal) {
        static final Budget NONE = new Budget(Optional.empty(), null);

        static Budget counted(LocalDate day) {
            return new Budget(Optional.of(day), null);
        }

        static Budget refused(AgentException refusal) {
            return new Budget(Optional.empty(), refusal);
        }
    }

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
                (Integer) row.get("max_attempts"),
                (Boolean) row.get("idempotent"),
                ((java.sql.Timestamp) row.get("claimed_at")).toInstant(),
                (byte[]) row.get("payload"),
                Budget.NONE);
    }

    Claim with(Budget value) {
        return new Claim(
                executionId,
                epoch,
                attempt,
                agentId,
                tenantId,
                eventType,
                kind,
                maxAttempts,
                idempotent,
                claimedAt,
                payload,
                value);
    }

    /** @throws AgentException its budget is used up, or could not be asked */
    void requireBudget() {
        if (budget.refusal() != null) {
            throw budget.refusal();
        }
    }
}
