package io.jiraagent.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Handler;

/**
 * Attempts that run in this process as gauges {@code jira_agent.executions.running}, each with {@code tenant}: one for
 * every tenant that something has run for. One thread calls it at a time.
 */
public final class RunningMeters {
    private final Supplier<Map<UUID, Long>> running;
    private final Function<UUID, Optional<String>> tenantName;
    private final MeterRegistry meters;
    private final Set<UUID> shown = new HashSet<>();

    /**
     * @param running how many attempts run of each tenant that has any; for any thread
     * @param tenantName empty for a tenant that is not known yet, which is shown later
     */
    public RunningMeters(
            Supplier<Map<UUID, Long>> running, Function<UUID, Optional<String>> tenantName, MeterRegistry meters) {
        this.running = running;
        this.tenantName = tenantName;
        this.meters = meters;
    }

    /** Adds gauges for tenants that something runs for now. */
    @Handler
    public void update() {
        running.get().keySet().stream()
                .filter(tenant -> !shown.contains(tenant))
                .forEach(tenant -> tenantName.apply(tenant).ifPresent(name -> show(tenant, name)));
    }

    private void show(UUID tenant, String name) {
        Gauge.builder("jira_agent.executions.running", running, r -> r.get().getOrDefault(tenant, 0L))
                .description("Attempts that run in this process")
                .tag("tenant", name)
                .register(meters);
        shown.add(tenant);
    }
}
