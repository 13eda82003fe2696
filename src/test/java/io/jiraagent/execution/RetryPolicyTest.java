package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Duration CAP = Duration.ofMinutes(5);
    private static final RetryBudget BUDGET = budget(99);

    private static RetryBudget budget(int maxAttempts) {
        return new RetryBudget(maxAttempts, Duration.ofHours(1), Duration.ofSeconds(2), CAP);
    }

    private static Optional<Duration> delay(double random, int attempt, Optional<Duration> retryAfter) {
        return new RetryPolicy(always(random)).delay(BUDGET, attempt, Duration.ZERO, retryAfter);
    }

    private static RandomGenerator always(double value) {
        return new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @Test
    void doublesTheLongestWaitUpToTheCap() {
        assertThat(delay(1, 1, Optional.empty())).contains(Duration.ofSeconds(2));
        assertThat(delay(1, 2, Optional.empty())).contains(Duration.ofSeconds(4));
        assertThat(delay(1, 5, Optional.empty())).contains(Duration.ofSeconds(32));
        assertThat(delay(1, 20, Optional.empty())).contains(CAP);
        assertThat(delay(1, 98, Optional.empty())).contains(CAP);
    }

    @Test
    void spreadsTheWaitOverTheWholeRange() {
        assertThat(delay(0, 3, Optional.empty())).contains(Duration.ZERO);
        assertThat(delay(0.5, 3, Optional.empty())).contains(Duration.ofSeconds(4));
    }

    @Test
    void neverComesBackBeforeTheAgentSaidSo() {
        assertThat(delay(0.5, 1, Optional.of(Duration.ofMinutes(10))))
                .contains(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(delay(0.5, 5, Optional.of(Duration.ofSeconds(1)))).contains(Duration.ofSeconds(17));
    }

    @Test
    void endsWithTheAttempts() {
        assertThat(new RetryPolicy(always(0)).delay(budget(5), 4, Duration.ZERO, Optional.empty()))
                .contains(Duration.ZERO);
        assertThat(new RetryPolicy(always(0)).delay(budget(5), 5, Duration.ZERO, Optional.of(Duration.ofSeconds(1))))
                .isEmpty();
    }

    @Test
    void endsWhenTheNextAttemptWouldBeTooLate() {
        RetryPolicy atOnce = new RetryPolicy(always(0));

        assertThat(atOnce.delay(BUDGET, 2, Duration.ofMinutes(50), Optional.of(Duration.ofMinutes(10))))
                .contains(Duration.ofMinutes(10));
        assertThat(atOnce.delay(BUDGET, 2, Duration.ofMinutes(50), Optional.of(Duration.ofMinutes(11))))
                .isEmpty();
    }
}
