package io.jiraagent.execution;

import java.time.Duration;

/**
 * How often, how soon and how long an agent is asked again.
 *
 * @param maxAttempts the first included
 * @param within the time after the first attempt in which another may begin
 * @param first the longest wait before the second attempt; each later one may wait twice as long
 * @param longest the longest wait of all, unless the agent itself asks for a longer one
 */
public record RetryBudget(int maxAttempts, Duration within, Duration first, Duration longest) {
    /** Waits of agents that nothing else is said about. */
    public static final Duration DEFAULT_FIRST = Duration.ofSeconds(2);

    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(5);
}
