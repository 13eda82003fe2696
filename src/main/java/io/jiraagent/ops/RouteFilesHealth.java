package io.jiraagent.ops;

import io.jiraagent.routefile.Finding;
import io.jiraagent.routefile.RouteFileState;
import io.jiraagent.routefile.RouteFileStates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells of route files that want mending. It never takes an instance out: what ran before goes on, and any other
 * instance has the same files.
 */
public final class RouteFilesHealth extends AbstractHealthCheck {
    private final RouteFileStates states;

    public RouteFilesHealth(RouteFileStates states, MeterRegistry meters) {
        super("jira-agent", "route-files");
        this.states = states;
        Gauge.builder("jira_agent.route.file.errors", states, RouteFileStates::refused)
                .description("Route files that are refused")
                .register(meters);
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<RouteFileState> wanting = states.wanting();
        builder.detail("degraded", !wanting.isEmpty());
        for (RouteFileState state : wanting) {
            state.worst().ifPresent(finding -> builder.detail(state.path(), finding.text()));
        }
        if (!wanting.isEmpty()) {
            builder.message("Degraded: route files to be mended: " + wanting.size() + ", first "
                    + wanting.get(0).worst().map(Finding::text).orElse(""));
        }
        builder.up();
    }
}
