package io.jiraagent.execution;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.agent.AgentBreakers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the statements that claim, extend and end claims are told of this worker. Thread-safe. */
final class ClaimParameters {
    private final String worker;
    private final Duration lease;
    private final AgentBreakers breakers;
    private final Supplier<Map<UUID, Integer>> tenantLimits;

    /**
     * @param worker names this process in rows
     * @param lease how long a claim holds after it was made or extended
     * @param breakers tell which agents are not to be asked now
     * @param tenantLimits claims of a tenant at the most, for tenants that have a limit
     */
    ClaimParameters(String worker, Duration lease, AgentBreakers breakers, Supplier<Map<UUID, Integer>> tenantLimits) {
        this.worker = worker;
        this.lease = lease;
        this.breakers = breakers;
        this.tenantLimits = tenantLimits;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record AgentLoad(UUID agentId, long running, Integer places) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record BreakerState(UUID agentId, String state) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record TenantRoom(UUID tenantId, long free) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Held(UUID executionId, int epoch, int attempt) {}

    Map<String, Object> claim(int limit, Collection<Claim> held) {
        Map<UUID, Long> busy = held.stream()
                .collect(Collectors.groupingBy(claim -> claim.asked().id(), Collectors.counting()));
        Map<UUID, Integer> places = breakers.places();
        List<AgentLoad> load = Stream.concat(busy.keySet().stream(), places.keySet().stream())
                .distinct()
                .map(id -> new AgentLoad(id, busy.getOrDefault(id, 0L), places(id, busy, places)))
                .toList();
        return Map.of(
                "limit",
                limit,
                "load",
                StatementJson.of(load),
                "tenants",
                StatementJson.of(tenantRoom(held)),
                "worker",
                worker,
                "lease_seconds",
                leaseSeconds());
    }

    Map<String, Object> resume(int limit) {
        return Map.of("limit", limit, "worker", worker, "lease_seconds", leaseSeconds());
    }

    Map<String, Object> breakers() {
        List<BreakerState> states = breakers.places().entrySet().stream()
                .map(e -> new BreakerState(e.getKey(), e.getValue() == 0 ? "open" : "half_open"))
                .toList();
        return Map.of("states", StatementJson.of(states), "worker", worker);
    }

    Map<String, Object> lost(Collection<Claim> held) {
        return Map.of("worker", worker, "held", StatementJson.of(held(held)));
    }

    Map<String, Object> lease(Collection<Claim> held) {
        return Map.of("held", StatementJson.of(held(held)), "lease_seconds", leaseSeconds());
    }

    /** How many claims are held, of each tenant that has any. */
    static Map<UUID, Long> byTenant(Collection<Claim> held) {
        return held.stream().collect(Collectors.groupingBy(Claim::tenantId, Collectors.counting()));
    }

    private double leaseSeconds() {
        return lease.toMillis() / 1000.0;
    }

    /** @return null where the breaker sets no limit */
    private static Integer places(UUID id, Map<UUID, Long> busy, Map<UUID, Integer> places) {
        Integer all = places.get(id);
        return all == null || all == 0 ? all : Integer.valueOf((int) Math.max(0, all - busy.getOrDefault(id, 0L)));
    }

    private List<TenantRoom> tenantRoom(Collection<Claim> held) {
        Map<UUID, Long> load = byTenant(held);
        return tenantLimits.get().entrySet().stream()
                .map(limit -> new TenantRoom(
                        limit.getKey(), Math.max(0, limit.getValue() - load.getOrDefault(limit.getKey(), 0L))))
                .toList();
    }

    private static List<Held> held(Collection<Claim> held) {
        return held.stream()
                .map(c -> new Held(c.executionId(), c.epoch(), c.attempt()))
                .toList();
    }
}
