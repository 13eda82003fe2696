package io.jiraagent.execution;

import io.jiraagent.agent.AgentException;
import java.time.Duration;
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
 * @param agentId the agent that the event was sent to
 * @param asked who is to answer this attempt
 * @param turn how often and how long the agent whose turn it is has been asked
 * @param payload the bytes as received, or as edited for a replay; null when the agent has answered
 * @param traceparent the trace that the event belongs to; null where it was not traced
 * @param budget says whether the run may begin
 * @param comment whether the result is told in Jira; empty: as the tenant's site is set
 * @param later what came of an agent that was to answer later; empty where the agent is yet to be asked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Claim(
        UUID executionId,
        int epoch,
        int attempt,
        UUID agentId,
        UUID tenantId,
        String eventType,
        Asked asked,
        Turn turn,
        Instant claimedAt,
        byte[] payload,
        String traceparent,
        Budget budget,
        Optional<Boolean> comment,
        Optional<Later> later) {

    /**
     * An agent that has taken its task was waited for.
     *
     * @param answer as JSON; null where it did not come in time
     * @param within the time that the agent had
     */
    public record Later(String answer, Duration within) {}

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

    /**
     * The agent, or its backup.
     *
     * @param kind names its route
     * @param idempotent an attempt whose outcome is unknown may be repeated
     * @param deadline for this attempt
     */
    public record Asked(UUID id, String kind, boolean idempotent, Duration deadline) {}

    /**
     * The attempts that count for one budget.
     *
     * @param attempt 1 for the first that counts
     * @param age from the first one's beginning to this claim
     * @param hasBackup another agent takes over when the budget is spent
     * @param standIn that other agent, where it is not the one that the agent is set to; else null
     */
    public record Turn(int attempt, Duration age, RetryBudget budget, boolean hasBackup, UUID standIn) {}

    /** Names the route that answers. */
    public String kind() {
        return asked.kind();
    }

    /** @param row of {@code execution-claim.sql} or {@code execution-resume.sql} */
    static Claim of(Map<String, Object> row) {
        return of(row, (byte[]) row.get("payload"));
    }

    /** @param row of a statement that does not return the payload */
    static Claim of(Map<String, Object> row, byte[] payload) {
        Asked asked = new Asked(
                (UUID) row.get("asked_id"),
                (String) row.get("kind"),
                (Boolean) row.get("idempotent"),
                seconds(row.get("deadline_seconds")));
        RetryBudget budget = new RetryBudget(
                (Integer) row.get("max_attempts"),
                seconds(row.get("retry_for_seconds")),
                RetryBudget.DEFAULT_FIRST,
                RetryBudget.DEFAULT_LONGEST);
        Turn turn = new Turn(
                (Integer) row.get("turn_attempt"),
                seconds(row.get("turn_seconds")),
                budget,
                (Boolean) row.get("has_backup"),
                null);
        return new Claim(
                (UUID) row.get("id"),
                (Integer) row.get("epoch"),
                (Integer) row.get("attempt"),
                (UUID) row.get("agent_id"),
                (UUID) row.get("tenant_id"),
                (String) row.get("event_type"),
                asked,
                turn,
                ((java.sql.Timestamp) row.get("claimed_at")).toInstant(),
                payload,
                (String) row.get("traceparent"),
                Budget.NONE,
                Optional.empty(),
                later(row));
    }

    private static Optional<Later> later(Map<String, Object> row) {
        return row.containsKey("answer")
                ? Optional.of(new Later((String) row.get("answer"), seconds(row.get("answer_within_seconds"))))
                : Optional.empty();
    }

    /** Its agent has been asked before, and is not to be asked again. */
    public boolean resumed() {
        return later.isPresent();
    }

    private Claim copy(Turn newTurn, byte[] newPayload, Budget newBudget, Optional<Boolean> newComment) {
        return new Claim(
                executionId,
                epoch,
                attempt,
                agentId,
                tenantId,
                eventType,
                asked,
                newTurn,
                claimedAt,
                newPayload,
                traceparent,
                newBudget,
                newComment,
                later);
    }

    Claim with(Budget value) {
        return copy(turn, payload, value, comment);
    }

    /** The same claim, for what needs no more of it than whose it is. */
    Claim withoutPayload() {
        return copy(turn, null, budget, comment);
    }

    /** @throws AgentException its budget is used up, or could not be asked */
    void requireBudget() {
        if (budget.refusal() != null) {
            throw budget.refusal();
        }
    }

    private static Duration seconds(Object number) {
        return Duration.ofMillis(Math.round(((Number) number).doubleValue() * 1000));
    }

    /** It is the turn of the agent that the event was sent to, not of its backup. */
    public boolean ownTurn() {
        return asked.id().equals(agentId);
    }

    /**
     * The same claim by other rules.
     *
     * @param standIn the backup to take over when the budget is spent; null: as the agent is set
     */
    public Claim under(RetryBudget retries, UUID standIn) {
        Turn other = new Turn(
                turn.attempt(),
                turn.age(),
                retries,
                turn.hasBackup() || (standIn != null && ownTurn()),
                standIn == null ? turn.standIn() : standIn);
        return copy(other, payload, budget, comment);
    }

    /** The same claim, whose result is told in Jira or not. */
    public Claim telling(Optional<Boolean> told) {
        return copy(turn, payload, budget, told);
    }
}
