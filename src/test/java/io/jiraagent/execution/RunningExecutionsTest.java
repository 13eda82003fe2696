package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.testing.CapturedLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningExecutionsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RunningExecutions running = new RunningExecutions(
            "worker",
            10,
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            new AgentBreakers(meters, agent -> "agent", Clock.systemUTC()),
            Map::of,
            meters);

    @Test
    void aBatchOfWhichNothingIsClaimedIsNoClaimThatTookTooLong() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(running.beginNew(List.of(Map.of("status", "queued")), Map.of()))
                    .isEmpty();

            assertThat(log.lines()).isEmpty();
        }
    }
}
