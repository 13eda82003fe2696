package io.jiraagent.jira;

import io.jiraagent.execution.RetryBudget;
import io.jiraagent.execution.RetryPolicy;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what Jira's answers and refusals make of a comment. Thread-safe. */
public final class CommentOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(CommentOutcomes.class);
    private static final String CAUGHT = "CamelExceptionCaught";

    /** About half a day: an outage over night is waited out. */
    private static final RetryBudget BUDGET =
            new RetryBudget(50, Duration.ofHours(24), Duration.ofSeconds(5), Duration.ofMinutes(30));

    private final RetryPolicy retries;
    private final MeterRegistry meters;

    public CommentOutcomes(RetryPolicy retries, MeterRegistry meters) {
        this.retries = retries;
        this.meters = meters;
    }

    /**
     * @param commentId that was found or written; null where Jira was not asked
     * @param rest how long Jira wants to be left alone, or null
     */
    public CommentOutcome done(
            @Variable("job") CommentJob job,
            @Variable("draft") CommentDraft draft,
            @Variable("commentId") String commentId,
            @Variable("rest") Duration rest) {
        CommentOutcome outcome =
                switch (draft.what()) {
                    case SHOW ->
                        CommentOutcome.of(job, CommentOutcome.DRY_RUN, job.commentId())
                                .showing(draft.preview());
                    case LEAVE -> CommentOutcome.of(job, CommentOutcome.SENT, job.commentId());
                    case SEND ->
                        CommentOutcome.of(job, CommentOutcome.SENT, commentId)
                                .written(draft.sha256())
                                .resting(rest);
                };
        count(
                switch (draft.what()) {
                    case SHOW -> "dry_run";
                    case LEAVE -> "unchanged";
                    case SEND -> job.commentId() == null ? "created" : "updated";
                },
                job);
        LOG.info(
                "Comment of execution {} on {}: {}",
                job.executionId(),
                job.issueKey(),
                outcome.state().equals(CommentOutcome.DRY_RUN) ? "dry run" : "in Jira");
        return outcome;
    }

    /**
     * @param commentId that was known before it failed, or null
     * @param draft null where it came to none
     */
    public CommentOutcome failed(
            @Variable("job") CommentJob job,
            @Variable("draft") CommentDraft draft,
            @Variable("commentId") String commentId,
            @ExchangeProperty(CAUGHT) Throwable thrown) {
        JiraException failure = known(thrown);
        String known = commentId == null ? job.commentId() : commentId;
        if (failure.commentGone()) {
            count("retry", job);
            return CommentOutcome.of(job, CommentOutcome.PENDING, null).because(failure);
        }
        Optional<Duration> delay = failure.retryable()
                ? retries.delay(BUDGET, job.attempt(), job.age(), failure.retryAfter())
                : Optional.empty();
        LOG.warn(
                "Comment of execution {} of tenant {} attempt {} failed: {} {}; {}",
                job.executionId(),
                job.tenantName(),
                job.attempt(),
                failure.reason(),
                failure.getMessage(),
                delay.map(d -> "next attempt in " + d.toMillis() + " ms").orElse("no further attempt"));
        count(delay.isPresent() ? "retry" : "failed", job);
        if (delay.isPresent()) {
            return CommentOutcome.of(job, CommentOutcome.PENDING, known)
                    .because(failure)
                    .again(delay.get())
                    .resting(failure.retryAfter()
                            .filter(wait -> !failure.reason().equals("jira_no_answer"))
                            .orElse(null));
        }
        if (failure.onlyFields() && draft != null) {
            return CommentOutcome.of(job, CommentOutcome.SENT, known)
                    .written(draft.sha256())
                    .because(failure);
        }
        return CommentOutcome.of(job, CommentOutcome.FAILED, known).because(failure);
    }

    /** Camel and the HTTP client wrap what their parts throw. */
    private static JiraException known(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JiraException known) {
                return known;
            }
        }
        return JiraException.later(
                "comment_error",
                "The comment could not be written: " + thrown.getClass().getSimpleName(),
                null,
                thrown);
    }

    private void count(String outcome, CommentJob job) {
        meters.counter("jira_agent.comments", "outcome", outcome, "tenant", job.tenantName())
                .increment();
    }
}
