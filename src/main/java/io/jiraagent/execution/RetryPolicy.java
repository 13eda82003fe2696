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

    private final RandomGenerator random;

    public RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * @param attempt the one that failed, from 1
     * @param age time since the first attempt began
     * @param retryAfter the least time to wait, where one is named; spread as well, so that not all come back at once
     * @return the wait before the next attempt, empty when the budget is spent
     */
    public Optional<Duration> delay(RetryBudget budget, int attempt, Duration age, Optional<Duration> retryAfter) {
        if (attempt >= budget.maxAttempts()) {
            return Optional.empty();
        }
        double longest = Math.min(
                (double) budget.longest().toMillis(),
                (double) budget.first().toMillis() * Math.pow(2, Math.min(attempt - 1, MAX_DOUBLINGS)));
        Duration jittered = Duration.ofMillis(Math.round(random.nextDouble() * longest));
        Duration delay = retryAfter.map(wait -> wait.plus(jittered)).orElse(jittered);
        return age.plus(delay).compareTo(budget.within()) > 0 ? Optional.empty() : Optional.of(delay);
    }
}
