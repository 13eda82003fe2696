package io.jiraagent.webhook;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * How many events of each agent, and of all agents of each tenant, this process takes in. A limit that is changed holds
 * from the next event on. Thread-safe.
 */
public final class RateLimits {
    /** The longest period of a limit, after which an untouched bucket is full again. */
    private static final Duration FORGET_AFTER = Duration.ofHours(1);

    private final LoadingCache<Limited, Bucket> buckets;

    /** @param time for tests; usually {@link TimeMeter#SYSTEM_NANOTIME} */
    public RateLimits(TimeMeter time) {
        buckets = Caffeine.newBuilder().expireAfterAccess(FORGET_AFTER).build(limited -> Bucket.builder()
                .addLimit(bandwidth -> bandwidth
                        .capacity(limited.limit().events())
                        .refillGreedy(limited.limit().events(), limited.limit().period()))
                .withCustomTimePrecision(time)
                .build());
    }

    /** @param owner an agent's or a tenant's id */
    private record Limited(UUID owner, RateLimit limit) {}

    /**
     * To be called for an authenticated event that is new.
     *
     * @throws Refusal the agent or its tenant has had its share; nothing is counted then
     */
    void take(Agent agent) {
        Optional<Bucket> own = bucket(agent.id(), agent.allowance().rateLimit());
        own.ifPresent(bucket -> take(bucket, "agent", agent.allowance().rateLimit()));
        try {
            bucket(agent.tenantId(), agent.tenantAllowance().rateLimit())
                    .ifPresent(bucket ->
                            take(bucket, "tenant", agent.tenantAllowance().rateLimit()));
        } catch (Refusal e) {
            own.ifPresent(bucket -> bucket.addTokens(1));
            throw e;
        }
    }

    private Optional<Bucket> bucket(UUID owner, Optional<RateLimit> limit) {
        return limit.map(l -> buckets.get(new Limited(owner, l)));
    }

    private static void take(Bucket bucket, String whose, Optional<RateLimit> limit) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
            throw Refusal.rateLimited(whose, limit.orElseThrow().text(), Math.toIntExact(seconds));
        }
    }
}
