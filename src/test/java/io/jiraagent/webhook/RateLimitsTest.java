package io.jiraagent.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many events are taken in. */
class RateLimitsTest {
    private long now = 1;
    private final RateLimits limits = new RateLimits(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    private static Agent agent(UUID tenant, String own, String tenants) {
        return new Agent(
                UUID.randomUUID(),
                tenant,
                "t",
                "A",
                "echo",
                "active",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(60),
                allowance(own),
                allowance(tenants),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Allowance allowance(String limit) {
        return new Allowance(Optional.ofNullable(limit).map(RateLimit::parse), Optional.empty(), Optional.empty());
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private int taken(Agent agent, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            try {
                limits.take(agent);
                taken++;
            } catch (Refusal e) {
                assertThat(e.reason()).isEqualTo(RefusalReason.RATE_LIMITED);
            }
        }
        return taken;
    }

    @Test
    void takesAsManyAtOnceAndThenOneByOne() {
        Agent agent = agent(UUID.randomUUID(), "60/min", null);

        assertThat(taken(agent, 100)).isEqualTo(60);
        pass(Duration.ofSeconds(1));
        assertThat(taken(agent, 100)).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(taken(agent, 100)).as("never more than the limit at once").isEqualTo(60);
    }

    @Test
    void tellsWhenThereIsRoomAgainAndWhatToDo() {
        Agent agent = agent(UUID.randomUUID(), "1/min", null);
        limits.take(agent);
        pass(Duration.ofSeconds(20));

        Refusal refusal = catchThrowableOfType(Refusal.class, () -> limits.take(agent));

        assertThat(refusal.retryAfterSeconds()).hasValue(41);
        assertThat(refusal.problem().detail()).isEqualTo("Rate limit exceeded");
        assertThat(refusal.problem().hint()).contains("This agent takes 1/min", "agent set <id> --rate-limit");
        pass(Duration.ofSeconds(41));
        assertThat(taken(agent, 2)).isEqualTo(1);
    }

    @Test
    void theAgentsOfATenantShareItsLimitAndOthersDoNot() {
        UUID tenant = UUID.randomUUID();
        Agent one = agent(tenant, null, "10/s");
        Agent other = agent(tenant, null, "10/s");

        assertThat(taken(one, 8) + taken(other, 8)).isEqualTo(10);
        assertThat(taken(agent(UUID.randomUUID(), null, "10/s"), 8)).isEqualTo(8);
        assertThat(taken(agent(UUID.randomUUID(), null, null), 1000)).isEqualTo(1000);
    }

    @Test
    void anEventThatTheTenantsLimitRefusesIsNotCountedAgainstTheAgents() {
        UUID tenant = UUID.randomUUID();
        Agent limited = agent(tenant, "5/h", "1/s");

        for (int second = 0; second < 5; second++) {
            assertThat(taken(limited, 3)).as("second " + second).isEqualTo(1);
            pass(Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> limits.take(limited)).isInstanceOf(Refusal.class);
    }
}
