package io.jiraagent.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try again: capped exponential back-off with
 * <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">full jitter</a>. The only place
 * where attempts are repeated.
 */
public final class RetryPolicy {
    private static final int MAX_DOUBLINGS = 30;

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;

    /**
     * @param base the longest wait before the second attempt
     * @param cap the longest wait of all
     */
    public RetryPolicy(Duration base, Duration cap, RandomGenerator random) {
        this.base = base;
        this.cap = cap;
        this.random = random;
    }

    /**
     * @param attempt the one that failed, from 1
     * @param maxAttempts the agent's budget
     * @param retryAfter the least time to wait, where one is named; spread as well, so that not all come back at once
     * @return the wait before the next attempt, empty when the budget is spent
     */
    public Optional<Duration> delay(int attempt, int maxAttempts, Optional<Duration> retryAfter) {
        if (attempt >= maxAttempts) {
            return Optional.empty();
        }
        double longest = Math.min(
                (double) cap.toMillis(), (double) base.toMillis() * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS)));
        Duration jittered = Duration.ofMillis(Math.round(random.nextDouble() * longest));
        return Optional.of(retryAfter.map(wait -> wait.plus(jittered)).orElse(jittered));
    }
}
