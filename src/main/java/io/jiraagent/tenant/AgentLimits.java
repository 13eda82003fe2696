package io.jiraagent.tenant;

import java.util.Optional;

/**
 * How much of an agent at once, how often, and how long.
 *
 * @param concurrency runs at the same time in one worker process
 * @param maxAttempts of one execution, the first included
 * @param deadlineSeconds for one answer, or for taking the task
 * @param answerWithinSeconds after an agent of kind {@code http} has taken a task with 202
 * @param retryForSeconds after the first attempt; later none begins
 * @param runsPerIssueHour executions of one issue that may begin within an hour, over all workers; empty: any number
 */
public record AgentLimits(
        int concurrency,
        int maxAttempts,
        int deadlineSeconds,
        int answerWithinSeconds,
        int retryForSeconds,
        Optional<Integer> runsPerIssueHour) {
    /** For new agents: enough for people at work on a ticket, and the end of a loop within minutes. */
    public static final int DEFAULT_RUNS_PER_ISSUE_HOUR = 20;
}
