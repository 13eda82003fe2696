package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are known for sixteen days here; a day less, for wrong clocks, is how old they may be. */
class EventAgesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final EventAges ages = new EventAges(Optional.of(Duration.ofDays(16)));

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-11T12:00:00Z", "2026-11-26T12:00:00Z", "2026-11-27T12:00:00Z"})
    void takesWhatIsKnownForLongEnough(String timestamp) {
        assertThatCode(() -> ages.require(Door.WEBHOOK, Instant.parse(timestamp), NOW))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-11T11:59:59Z", "2000-01-01T00:00:00Z", "2026-11-27T12:00:01Z", "2099-01-01T00:00:00Z"})
    void refusesWhatMayHaveBeenForgotten(String timestamp) {
        assertThatThrownBy(() -> ages.require(Door.WEBHOOK, Instant.parse(timestamp), NOW))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(RefusalReason.STALE_TIMESTAMP))
                .hasMessageContaining("Invalid HMAC signature");
        assertThatCode(() -> ages.require(Door.AUTOMATION, Instant.parse(timestamp), NOW))
                .doesNotThrowAnyException();
        assertThatCode(() -> new EventAges(Optional.empty()).require(Door.WEBHOOK, Instant.parse(timestamp), NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void takesWhatHasNoTimeOfItsOwn() {
        assertThatCode(() -> ages.require(Door.WEBHOOK, null, NOW)).doesNotThrowAnyException();
    }
}
