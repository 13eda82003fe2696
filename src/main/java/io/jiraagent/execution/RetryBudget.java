package io.jiraagent.execution;

import java.time.Duration;

/**
 * How often and how soon an execution is tried again.
 *
 * @param maxAttempts in one epoch, the first included
 * @param first the longest wait before the second attempt
 * @param longest the longest wait of all
 */
public record RetryBudget(int maxAttempts, Duration first, Duration longest) {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** With the usual waits. */
    public static RetryBudget of(int maxAttempts) {
        return new RetryBudget(maxAttempts, FIRST, LONGEST);
    }
}
