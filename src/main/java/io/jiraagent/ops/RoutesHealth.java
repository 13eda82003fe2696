package io.jiraagent.ops;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready while a route fails again and again that the promise depends on; says which, and of what. */
public final class RoutesHealth extends AbstractHealthCheck {
    /** A receiver goes on from memory without them. */
    private static final Set<String> DISPENSABLE = Set.of(
            "agent-directory-refresh",
            "rejected-record",
            "heard-record",
            "heard-forget",
            "breaker-publish",
            "alert-watch",
            "alert-tell",
            "alert-health",
            "queue-watch",
            "lag-watch");

    /** A rebalance or a short outage mends itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FailingRoutes routes;

    public RoutesHealth(FailingRoutes routes) {
        super("jira-agent", "routes");
        this.routes = routes;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> failing = routes.current(PATIENCE);
        failing.forEach(builder::detail);
        if (DISPENSABLE.containsAll(failing.keySet())) {
            builder.up();
        } else {
            builder.message(failing.entrySet().stream()
                            .map(e -> "Route " + e.getKey() + " fails: " + e.getValue())
                            .collect(Collectors.joining("; ")))
                    .down();
        }
    }
}
