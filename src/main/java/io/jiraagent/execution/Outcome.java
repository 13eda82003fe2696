package io.jiraagent.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How an attempt ended.
 *
 * @param retrySeconds until the next attempt; only for a retry
 * @param issueKey as read from the payload, null where it could not be read
 * @param result JSON text of the answer; only when completed
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
        String issueKey,
        String eventType,
        @JsonRawValue String result,
        ExecutionError error) {

    /** The words of the column {@code execution_attempts.outcome}. */
    public enum Kind {
        @JsonProperty("completed")
        COMPLETED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("retry")
        RETRY
    }

    static Outcome completed(Claim claim, String issueKey, String eventType, String result) {
        return of(claim, Kind.COMPLETED, null, issueKey, eventType, result, null);
    }

    static Outcome failed(Claim claim, String issueKey, String eventType, ExecutionError error) {
        return of(claim, Kind.FAILED, null, issueKey, eventType, null, error);
    }

    static Outcome retry(Claim claim, String issueKey, String eventType, ExecutionError error, Duration delay) {
        return of(claim, Kind.RETRY, delay.toMillis() / 1000.0, issueKey, eventType, null, error);
    }

    private static Outcome of(
            Claim claim,
            Kind kind,
            Double retrySeconds,
            String issueKey,
            String eventType,
            String result,
            ExecutionError error) {
        return new Outcome(
                claim.executionId(),
                claim.epoch(),
                claim.attempt(),
                claim.agentId(),
                claim.claimedAt(),
                kind,
                retrySeconds,
                issueKey,
                eventType,
                result,
                error);
    }
}
