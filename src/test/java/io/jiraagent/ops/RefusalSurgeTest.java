package io.jiraagent.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Refusals that come again and again are told, single ones are not. */
class RefusalSurgeTest {
    private static final RefusalSurge.Kind KIND = new RefusalSurge.Kind("a", "invalid_signature");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long now = Long.MAX_VALUE - 5;
    private final RefusalSurge surge = new RefusalSurge(meters, () -> now);

    private void refuse(int times, Duration each) {
        for (int i = 0; i < times; i++) {
            surge.refused(KIND);
            now += each.toNanos();
        }
    }

    private double gauge() {
        return meters.find("jira_agent.refusals.surge")
                .tag("agent", "a")
                .tag("reason", "invalid_signature")
                .gauge()
                .value();
    }

    @Test
    void manyWithinMinutesAreASurgeUntilTheyStop() {
        refuse(RefusalSurge.THRESHOLD - 1, Duration.ofSeconds(1));
        assertThat(surge.current()).isEmpty();

        refuse(1, Duration.ofSeconds(1));
        assertThat(surge.current()).containsExactly(KIND);
        assertThat(gauge()).isEqualTo(1);

        now += RefusalSurge.WINDOW.toNanos();
        assertThat(surge.current()).isEmpty();
        assertThat(gauge()).isZero();
    }

    @Test
    void theSameNumberOverHoursIsNone() {
        refuse(10 * RefusalSurge.THRESHOLD, Duration.ofSeconds(11));

        assertThat(surge.current()).isEmpty();
    }

    @Test
    void otherAgentsAndReasonsAreCountedApart() {
        for (int i = 0; i < RefusalSurge.THRESHOLD; i++) {
            surge.refused(new RefusalSurge.Kind("agent " + i % 2, "invalid_token"));
        }

        assertThat(surge.current()).isEmpty();
    }

    @Test
    void healthNamesThemAndStaysUp() {
        RefusalsHealth health = new RefusalsHealth(surge);
        health.setCamelContext(new DefaultCamelContext());
        refuse(RefusalSurge.THRESHOLD, Duration.ofSeconds(1));

        HealthCheck.Result result = health.call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails()).containsEntry("surge", "invalid_signature of agent a");
    }
}
