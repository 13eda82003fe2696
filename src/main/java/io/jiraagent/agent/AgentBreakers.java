package io.jiraagent.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A circuit breaker for each agent: one that keeps failing is left alone for a while, and then tried with a few calls.
 * Breakers live in this process, and are forgotten when their agent has not been asked for an hour. Thread-safe.
 */
public final class AgentBreakers {
    private static final int WINDOW_CALLS = 20;
    private static final int LEAST_CALLS = 10;
    private static final float FAILURE_PERCENT = 50;
    private static final Duration OPEN_FOR = Duration.ofSeconds(30);
    private static final int TRIAL_CALLS = 3;
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final Duration FORGET_AFTER = Duration.ofHours(1);

    private final CircuitBreakerConfig config;
    private final MeterRegistry meters;
    private final Function<UUID, String> tenantOf;
    private final Clock clock;
    private final Cache<UUID, Breaker> breakers;

    /**
     * @param meters gets the gauge {@code jira_agent.breaker.state}: 0 closed, 1 half-open, 2 open
     * @param tenantOf name of an agent's tenant
     */
    public AgentBreakers(MeterRegistry meters, Function<UUID, String> tenantOf, Clock clock) {
        this.meters = meters;
        this.tenantOf = tenantOf;
        this.clock = clock;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(WINDOW_CALLS)
                .minimumNumberOfCalls(LEAST_CALLS)
                .failureRateThreshold(FAILURE_PERCENT)
                .waitDurationInOpenState(OPEN_FOR)
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .clock(clock)
                .build();
        this.breakers = Caffeine.newBuilder()
                .expireAfterAccess(FORGET_AFTER)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .evictionListener((UUID id, Breaker breaker, RemovalCause cause) -> meters.remove(breaker.gauge))
                .build();
    }

    /** What a breaker does with calls. */
    public enum State {
        /** Lets them through. */
        CLOSED(0),
        /** Lets a few through, to see. */
        HALF_OPEN(1),
        /** Refuses them. */
        OPEN(2);

        private final int gaugeValue;

        State(int gaugeValue) {
            this.gaugeValue = gaugeValue;
        }
    }

    /** The right to ask an agent once. Its first report counts. */
    public static final class Permit {
        private final CircuitBreaker breaker;
        private final AtomicBoolean reported = new AtomicBoolean();

        private Permit(CircuitBreaker breaker) {
            this.breaker = breaker;
        }

        public void succeeded() {
            if (reported.compareAndSet(false, true)) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
        }

        /** A final refusal shows that the agent is there; a failure that is not the agent's does not count at all. */
        public void failed(Throwable failure) {
            if (failure instanceof FinalAgentException) {
                succeeded();
            } else if (reported.compareAndSet(false, true)) {
                if (failure instanceof AgentException && !(failure instanceof NotAskedException)) {
                    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
                } else {
                    breaker.releasePermission();
                }
            }
        }
    }

    /**
     * To be called before the agent is asked; the permit has to be reported on in any case.
     *
     * @throws NotAskedException the agent is not to be asked now
     */
    public Permit acquire(UUID agentId) {
        Breaker breaker = breakers.get(agentId, Breaker::new);
        if (breaker.calls.tryAcquirePermission()) {
            return new Permit(breaker.calls);
        }
        throw new NotAskedException(
                "breaker_open", "the agent failed so often that it is not asked for a while", LOOK_AGAIN_AFTER);
    }

    /**
     * How many calls each breaker lets through that does not let through all.
     *
     * @return 0 for an open one, a few for one that tries
     */
    public Map<UUID, Integer> places() {
        Map<UUID, Integer> places = new HashMap<>();
        breakers.asMap().forEach((id, breaker) -> {
            State state = breaker.state();
            if (state != State.CLOSED) {
                places.put(id, state == State.OPEN ? 0 : TRIAL_CALLS);
            }
        });
        return places;
    }

    /** Closed for an agent that has not been asked of late. */
    public State state(UUID agentId) {
        Breaker breaker = breakers.policy().getIfPresentQuietly(agentId);
        return breaker == null ? State.CLOSED : breaker.state();
    }

    private final class Breaker {
        private final CircuitBreaker calls;
        private final Gauge gauge;
        private volatile Instant openUntil = Instant.MIN;

        Breaker(UUID agentId) {
            calls = CircuitBreaker.of(agentId.toString(), config);
            calls.getEventPublisher().onStateTransition(event -> {
                if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                    openUntil = clock.instant().plus(OPEN_FOR);
                }
            });
            gauge = Gauge.builder("jira_agent.breaker.state", this, b -> b.state().gaugeValue)
                    .tag("agent", agentId.toString())
                    .tag("tenant", tenantOf.apply(agentId))
                    .description("0 closed, 1 half-open, 2 open")
                    .register(meters);
        }

        /** An open breaker becomes half-open by the next call only; when it would let that through, it counts as such. */
        State state() {
            return switch (calls.getState()) {
                case OPEN -> clock.instant().isAfter(openUntil) ? State.HALF_OPEN : State.OPEN;
                case HALF_OPEN -> State.HALF_OPEN;
                default -> State.CLOSED;
            };
        }
    }
}
