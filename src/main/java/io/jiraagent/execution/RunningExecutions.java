package io.jiraagent.execution;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What this worker is at: the claims it holds, and how many more it may take. One thread claims; any may ask and
 * finish.
 */
public final class RunningExecutions {
    private final String worker;
    private final int maxInFlight;
    private final Duration lease;
    private final Supplier<Map<UUID, Integer>> tenantLimits;
    private final Map<UUID, Claim> running = new ConcurrentHashMap<>();
    private volatile boolean admitting;

    /**
     * @param worker names this process in rows and logs
     * @param maxInFlight claims at the most
     * @param lease how long a claim holds after it was made or extended
     * @param tenantLimits claims of a tenant at the most, for tenants that have a limit
     */
    public RunningExecutions(
            String worker, int maxInFlight, Duration lease, Supplier<Map<UUID, Integer>> tenantLimits) {
        this.worker = worker;
        this.maxInFlight = maxInFlight;
        this.lease = lease;
        this.tenantLimits = tenantLimits;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record AgentLoad(UUID agentId, long running) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record TenantRoom(UUID tenantId, long free) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Held(UUID executionId, int epoch, int attempt) {}

    /** How many executions may be claimed now. */
    public int free() {
        return admitting ? Math.max(0, maxInFlight - running.size()) : 0;
    }

    /** From now on there is something to run what is claimed. */
    public void admit() {
        admitting = true;
    }

    /** Claims nothing more; what is held is finished. For a process that is about to stop. */
    public void drain() {
        admitting = false;
    }

    public int inFlight() {
        return running.size();
    }

    /** Parameters of {@code execution-claim.sql}. */
    public Map<String, Object> claimParameters() {
        List<AgentLoad> load = running.values().stream()
                .collect(Collectors.groupingBy(Claim::agentId, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> new AgentLoad(e.getKey(), e.getValue()))
                .toList();
        return Map.of(
                "limit",
                free(),
                "running",
                StatementJson.of(load),
                "tenants",
                StatementJson.of(tenantRoom()),
                "worker",
                worker,
                "lease_seconds",
                lease.toMillis() / 1000.0);
    }

    private List<TenantRoom> tenantRoom() {
        Map<UUID, Long> load =
                running.values().stream().collect(Collectors.groupingBy(Claim::tenantId, Collectors.counting()));
        return tenantLimits.get().entrySet().stream()
                .map(limit -> new TenantRoom(
                        limit.getKey(), Math.max(0, limit.getValue() - load.getOrDefault(limit.getKey(), 0L))))
                .toList();
    }

    /** Parameters of {@code execution-lost.sql}. */
    public Map<String, Object> workerParameters() {
        return Map.of("worker", worker);
    }

    /** Parameters of {@code execution-lease-extend.sql}. */
    public Map<String, Object> leaseParameters() {
        List<Held> held = running.values().stream()
                .map(c -> new Held(c.executionId(), c.epoch(), c.attempt()))
                .toList();
        return Map.of("held", StatementJson.of(held), "lease_seconds", lease.toMillis() / 1000.0);
    }

    /** Takes note of the rows that {@code execution-claim.sql} returned. */
    public List<Claim> begin(List<Map<String, Object>> rows) {
        List<Claim> claims = rows.stream().map(Claim::of).toList();
        claims.forEach(claim -> running.put(claim.executionId(), claim));
        return claims;
    }

    /** To be called when the outcomes are written, or found to be superseded. */
    public void finished(List<Outcome> outcomes) {
        outcomes.forEach(o -> running.computeIfPresent(
                o.executionId(),
                (id, claim) -> claim.epoch() == o.epoch() && claim.attempt() == o.attempt() ? null : claim));
    }
}
