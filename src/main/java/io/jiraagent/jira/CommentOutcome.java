package io.jiraagent.jira;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.UUID;

/**
 * What became of a comment that this worker had taken; the parameter of {@code jira-comment-outcome.sql}.
 *
 * @param commentId that is known to be in Jira now, or null
 * @param written something was written into Jira
 * @param contentSha256 of what is there now; null: as before
 * @param restSeconds how long the site is to be left alone, or null
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CommentOutcome(
        @JsonIgnore CommentJob job,
        String state,
        Double retrySeconds,
        String commentId,
        boolean written,
        String contentSha256,
        JsonNode preview,
        Trouble error,
        Double restSeconds) {
    static final String PENDING = "pending";
    static final String SENT = "sent";
    static final String DRY_RUN = "dry_run";
    static final String FAILED = "failed";

    /** Why it is not as it should be, and what to change. */
    public record Trouble(String reason, String message, String fix, boolean retryable) {}

    static CommentOutcome of(CommentJob job, String state, String commentId) {
        return new CommentOutcome(job, state, null, commentId, false, null, null, null, null);
    }

    CommentOutcome written(String sha256) {
        return new CommentOutcome(job, state, retrySeconds, commentId, true, sha256, preview, error, restSeconds);
    }

    CommentOutcome showing(JsonNode shown) {
        return new CommentOutcome(
                job, state, retrySeconds, commentId, written, contentSha256, shown, error, restSeconds);
    }

    CommentOutcome because(JiraException failure) {
        Trouble why = new Trouble(failure.reason(), failure.getMessage(), failure.fix(), state.equals(PENDING));
        return new CommentOutcome(
                job, state, retrySeconds, commentId, written, contentSha256, preview, why, restSeconds);
    }

    CommentOutcome again(Duration delay) {
        return new CommentOutcome(
                job, state, seconds(delay), commentId, written, contentSha256, preview, error, restSeconds);
    }

    CommentOutcome resting(Duration rest) {
        return new CommentOutcome(
                job, state, retrySeconds, commentId, written, contentSha256, preview, error, seconds(rest));
    }

    private static Double seconds(Duration duration) {
        return duration == null ? null : duration.toMillis() / 1000.0;
    }

    @JsonProperty
    public UUID agentId() {
        return job.agentId();
    }

    @JsonProperty
    public String issueKey() {
        return job.issueKey();
    }

    @JsonProperty
    public UUID tenantId() {
        return job.tenantId();
    }

    @JsonProperty
    public UUID executionId() {
        return job.executionId();
    }

    @JsonProperty
    public int epoch() {
        return job.epoch();
    }

    @JsonProperty
    public long claims() {
        return job.claim();
    }
}
