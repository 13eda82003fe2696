package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailingRoutesTest {
    private final AtomicLong now = new AtomicLong(1);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FailingRoutes routes = new FailingRoutes(meters, now::get);

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private double seconds() {
        return meters.get("jira_agent.route.failing")
                .tag("route", "execution-claim")
                .gauge()
                .value();
    }

    private void fail() {
        routes.failed(
                "execution-claim",
                new IllegalStateException("wrapped", new IllegalArgumentException("No space left\nStatement: secret")));
    }

    @Test
    void saysWhatFailsOfWhatAndForHowLong() {
        fail();
        pass(Duration.ofSeconds(7));
        fail();

        assertThat(routes.current(Duration.ofSeconds(7)))
                .containsExactly(Map.entry("execution-claim", "IllegalArgumentException: No space left"));
        assertThat(routes.current(Duration.ofSeconds(8)))
                .as("not for that long")
                .isEmpty();
        assertThat(seconds()).isEqualTo(7);
    }

    @Test
    void aRouteWorksAgainWhenItHasNotFailedForAWhile() {
        fail();
        pass(Duration.ofSeconds(16));

        assertThat(routes.current(Duration.ZERO)).isEmpty();
        assertThat(seconds()).isZero();

        fail();
        pass(Duration.ofSeconds(2));
        assertThat(seconds()).as("a new series").isEqualTo(2);
    }
}
