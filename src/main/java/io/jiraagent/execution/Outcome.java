package io.jiraagent.execution;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.agent.AgentUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * How an attempt ended.
 *
 * @param agentId who was asked
 * @param retrySeconds until the execution may be claimed again; null for the end
 * @param backupNext the next attempt is the backup's
 * @param standInId the backup, where it is not the one that the agent is set to; else null
 * @param issueKey as read from the payload, null where it could not be read
 * @param result JSON text of the answer; only when completed
 * @param comment whether the result is told in Jira; null: as the tenant's site is set
 * @param later it is of an answer that the agent gave later
 * @param used of a model; empty sums where none was asked
 * @param knownAt when it was known, by {@link System#nanoTime}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Outcome(
        UUID executionId,
        int epoch,
        int attempt,
        UUID agentId,
        Instant claimedAt,
        Kind outcome,
        Double retrySeconds,
        boolean backupNext,
        UUID standInId,
        String issueKey,
        String eventType,
        @JsonRawValue String result,
        ExecutionError error,
        Boolean comment,
        boolean later,
        @JsonUnwrapped AgentUsage.Sum used,
        @JsonIgnore long knownAt) {

    /** What the row becomes; but for the last two, the words of the column {@code execution_attempts.outcome}. */
    public enum Kind {
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("retry")
        RETRY,
        /** The agent was not asked, so this was no attempt. */
        @JsonProperty("returned")
        RETURNED,
        /** The agent has taken the task, so that the attempt goes on. */
        @JsonProperty("awaited")
        AWAITED
    }

    /** What the payload told, as far as it could be read. */
    record Event(String issueKey, String type) {
        static final Event UNREAD = new Event(null, null);
    }

    static Outcome completed(Claim claim, Event event, String result) {
        return of(claim, Kind.COMPLETED, null, false, event, result, null);
    }

    static Outcome filtered(Claim claim, Event event, String result) {
        return of(claim.telling(Optional.of(false)), Kind.COMPLETED, null, false, event, result, null);
    }

    static Outcome failed(Claim claim, Event event, ExecutionError error) {
        return of(claim, Kind.FAILED, null, false, event, null, error);
    }

    static Outcome retry(Claim claim, Event event, ExecutionError error, Duration delay) {
        return of(claim, Kind.RETRY, delay, false, event, null, error);
    }

    static Outcome backupNext(Claim claim, Event event, ExecutionError error) {
        return of(claim, Kind.RETRY, Duration.ZERO, true, event, null, error);
    }

    static Outcome returned(Claim claim, Duration delay) {
        return of(claim, Kind.RETURNED, delay, false, Event.UNREAD, null, null);
    }

    static Outcome awaited(Claim claim, Event event) {
        return of(claim, Kind.AWAITED, null, false, event, null, null);
    }

    private static Outcome of(
            Claim claim,
            Kind kind,
            Duration delay,
            boolean backupNext,
            Event event,
            String result,
            ExecutionError error) {
        return new Outcome(
                claim.executionId(),
                claim.epoch(),
                claim.attempt(),
                claim.asked().id(),
                claim.claimedAt(),
                kind,
                delay == null ? null : delay.toMillis() / 1000.0,
                backupNext,
                backupNext ? claim.turn().standIn() : null,
                event.issueKey(),
                event.type(),
                result,
                error,
                claim.comment().orElse(null),
                claim.later().map(Claim.Later::answer).isPresent(),
                AgentUsage.Sum.NOTHING,
                System.nanoTime());
    }

    Outcome with(AgentUsage.Sum sum) {
        return new Outcome(
                executionId,
                epoch,
                attempt,
                agentId,
                claimedAt,
                outcome,
                retrySeconds,
                backupNext,
                standInId,
                issueKey,
                eventType,
                result,
                error,
                comment,
                later,
                sum,
                knownAt);
    }
}
