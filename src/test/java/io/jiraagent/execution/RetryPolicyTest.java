package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Duration BASE = Duration.ofSeconds(2);
    private static final Duration CAP = Duration.ofMinutes(5);

    private static RetryBudget budget(int maxAttempts) {
        return new RetryBudget(maxAttempts, BASE, CAP);
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
        RetryPolicy longest = new RetryPolicy(always(1));

        assertThat(longest.delay(1, budget(99), Optional.empty())).contains(Duration.ofSeconds(2));
        assertThat(longest.delay(2, budget(99), Optional.empty())).contains(Duration.ofSeconds(4));
        assertThat(longest.delay(5, budget(99), Optional.empty())).contains(Duration.ofSeconds(32));
        assertThat(longest.delay(20, budget(99), Optional.empty())).contains(CAP);
        assertThat(longest.delay(98, budget(99), Optional.empty())).contains(CAP);
    }

    @Test
    void spreadsTheWaitOverTheWholeRange() {
        assertThat(new RetryPolicy(always(0)).delay(3, budget(5), Optional.empty()))
                .contains(Duration.ZERO);
        assertThat(new RetryPolicy(always(0.5)).delay(3, budget(5), Optional.empty()))
                .contains(Duration.ofSeconds(4));
    }

    @Test
    void neverComesBackBeforeTheAgentSaidSo() {
        RetryPolicy policy = new RetryPolicy(always(0.5));

        assertThat(policy.delay(1, budget(5), Optional.of(Duration.ofMinutes(10))))
                .contains(Duration.ofMinutes(10).plusSeconds(1));
        assertThat(policy.delay(5, budget(9), Optional.of(Duration.ofSeconds(1))))
                .contains(Duration.ofSeconds(17));
    }

    @Test
    void endsWithTheBudget() {
        assertThat(new RetryPolicy(always(0)).delay(5, budget(5), Optional.of(Duration.ofSeconds(1))))
                .isEmpty();
    }
}
