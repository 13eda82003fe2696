package io.jiraagent.routefile;

import io.jiraagent.execution.RetryBudget;
import java.time.Duration;
import java.util.Optional;

/** The retry numbers that a rule has of its own; where it has none, the agent's hold. */
public record RuleRetries(Optional<Integer> maxAttempts, Optional<Duration> first, Optional<Duration> longest) {
    static final int MAX_ATTEMPTS = 100;
    static final Duration LONGEST = Duration.ofHours(24);

    /** @param agents the agent's numbers */
    public RetryBudget over(RetryBudget agents) {
        return new RetryBudget(
                maxAttempts.orElse(agents.maxAttempts()),
                agents.within(),
                first.orElse(agents.first()),
                longest.orElse(agents.longest()));
    }
}
