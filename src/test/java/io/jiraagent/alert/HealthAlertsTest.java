package io.jiraagent.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process says of itself. */
class HealthAlertsTest {
    private static final Map<String, String> DOWN = Map.of("kafka", "no broker");

    private long nanos;
    private final HealthAlerts alerts =
            new HealthAlerts("host-1", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> nanos);

    private List<Alert> after(Duration time, Map<String, String> down) {
        nanos += time.toNanos();
        return alerts.due(down);
    }

    @Test
    void whatLastsForAMinuteIsToldOnceAndOnceMoreWhenItIsOver() {
        assertThat(after(Duration.ZERO, DOWN)).isEmpty();
        assertThat(after(Duration.ofSeconds(59), DOWN)).isEmpty();
        List<Alert> firing = after(Duration.ofSeconds(1), DOWN);
        assertThat(firing)
                .containsExactly(
                        new Alert("not_ready", "host-1/kafka", null, "host-1, kafka: no broker", Instant.EPOCH, false));
        alerts.told(firing);
        assertThat(after(Duration.ofHours(1), DOWN)).isEmpty();

        List<Alert> over = after(Duration.ofSeconds(5), Map.of());
        assertThat(over).singleElement().satisfies(alert -> assertThat(alert.over())
                .isTrue());
        alerts.told(over);
        assertThat(after(Duration.ofSeconds(5), Map.of())).isEmpty();
    }

    @Test
    void aShortTroubleIsNotTold() {
        after(Duration.ZERO, DOWN);
        after(Duration.ofSeconds(50), Map.of());

        assertThat(after(Duration.ofSeconds(50), DOWN)).isEmpty();
    }

    @Test
    void whatNobodyHeardIsDueAgain() {
        after(Duration.ZERO, DOWN);
        List<Alert> unheard = after(Duration.ofMinutes(1), DOWN);

        assertThat(unheard).hasSize(1);
        assertThat(after(Duration.ofSeconds(5), DOWN)).isEqualTo(unheard);
    }

    @Test
    void whatIsOverBeforeAnybodyHeardIsNotTold() {
        after(Duration.ZERO, DOWN);
        after(Duration.ofMinutes(1), DOWN);

        assertThat(after(Duration.ofSeconds(5), Map.of())).isEmpty();
    }
}
