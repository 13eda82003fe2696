package io.jiraagent.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jiraagent.agent.AgentBreakers.Permit;
import io.jiraagent.agent.AgentBreakers.State;
import io.jiraagent.testing.TestClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AgentBreakersTest {
    private static final UUID AGENT = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AgentBreakers breakers = new AgentBreakers(meters, agent -> "acme", clock);

    private static Throwable busy() {
        return new RetriableAgentException("agent_unavailable", "busy", null);
    }

    private void fail(int calls, Throwable failure) {
        for (int i = 0; i < calls; i++) {
            breakers.acquire(AGENT).failed(failure);
        }
    }

    private void succeed(int calls) {
        for (int i = 0; i < calls; i++) {
            breakers.acquire(AGENT).succeeded();
        }
    }

    private NotAskedException refusal() {
        return catchThrowableOfType(NotAskedException.class, () -> breakers.acquire(AGENT));
    }

    private double gauge(UUID agent) {
        return meters.get("jira_agent.breaker.state")
                .tag("agent", agent.toString())
                .gauge()
                .value();
    }

    @Test
    void knowsNothingOfAnAgentThatWasNeverAsked() {
        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void opensAtTheTenthCallWhenHalfOfTenFailed() {
        succeed(5);
        fail(4, busy());
        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);

        fail(1, busy());

        assertThat(breakers.state(AGENT)).isEqualTo(State.OPEN);
        assertThat(gauge(AGENT)).isEqualTo(2);
    }

    @Test
    void staysClosedWhenLessThanHalfFail() {
        for (int i = 0; i < 20; i++) {
            succeed(2);
            fail(1, busy());
        }

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
        assertThat(gauge(AGENT)).isEqualTo(0);
    }

    static Stream<Throwable> failures() {
        return Stream.of(busy(), new OutcomeUnknownException("silent", null));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void countsWhatMayBeTheAgentsTrouble(Throwable failure) {
        fail(10, failure);

        assertThat(breakers.state(AGENT)).isEqualTo(State.OPEN);
    }

    static Stream<Throwable> noFailures() {
        return Stream.of(new FinalAgentException("agent_refused", "no", null), new IllegalStateException("ours"));
    }

    @ParameterizedTest
    @MethodSource("noFailures")
    void doesNotCountARefusalNorTroubleOfOurOwn(Throwable failure) {
        for (int i = 0; i < 50; i++) {
            breakers.acquire(AGENT).failed(failure);
        }

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
    }

    @Test
    void refusesForHalfAMinuteAndSaysSoBeforehand() {
        assertThat(breakers.places()).isEmpty();
        fail(10, busy());
        clock.advance(Duration.ofSeconds(29));

        assertThat(refusal().reason()).isEqualTo("breaker_open");
        assertThat(breakers.places()).containsExactly(Map.entry(AGENT, 0));

        clock.advance(Duration.ofSeconds(2));
        assertThat(breakers.places()).containsExactly(Map.entry(AGENT, 3));
    }

    @Test
    void leavesOtherAgentsAlone() {
        fail(10, busy());

        breakers.acquire(OTHER).succeeded();

        assertThat(breakers.state(OTHER)).isEqualTo(State.CLOSED);
        assertThat(gauge(OTHER)).isEqualTo(0);
    }

    @Test
    void letsThreeThroughAfterHalfAMinuteAndClosesWhenTheySucceed() {
        fail(10, busy());
        clock.advance(Duration.ofSeconds(31));
        assertThat(breakers.state(AGENT)).isEqualTo(State.HALF_OPEN);

        List<Permit> trials =
                Stream.generate(() -> breakers.acquire(AGENT)).limit(3).toList();
        assertThat(refusal().retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(gauge(AGENT)).isEqualTo(1);
        trials.forEach(Permit::succeeded);

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
        succeed(1);
    }

    @Test
    void opensAgainWhenTheTrialsFail() {
        fail(10, busy());
        clock.advance(Duration.ofSeconds(31));

        fail(3, busy());

        assertThat(breakers.state(AGENT)).isEqualTo(State.OPEN);
        clock.advance(Duration.ofSeconds(29));
        assertThat(refusal().reason()).isEqualTo("breaker_open");
    }

    @Test
    void aTrialThatSaysNothingOfTheAgentGivesItsPlaceBack() {
        fail(10, busy());
        clock.advance(Duration.ofSeconds(31));

        for (int i = 0; i < 10; i++) {
            breakers.acquire(AGENT).failed(new IllegalStateException("ours"));
        }
        succeed(3);

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
    }

    @Test
    void takesOneReportForEachPermit() {
        for (int i = 0; i < 9; i++) {
            Permit permit = breakers.acquire(AGENT);
            permit.succeeded();
            permit.failed(busy());
            permit.failed(busy());
        }
        fail(1, busy());

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
    }

    @Test
    void forgetsAnAgentAfterAnHour() {
        fail(10, busy());
        clock.advance(Duration.ofMinutes(61));

        assertThat(breakers.state(AGENT)).isEqualTo(State.CLOSED);
        breakers.acquire(OTHER).succeeded();
        breakers.acquire(OTHER).succeeded();

        assertThat(meters.find("jira_agent.breaker.state").gauges())
                .extracting(Gauge::getId)
                .extracting(id -> id.getTag("agent"))
                .containsExactly(OTHER.toString());
    }
}
