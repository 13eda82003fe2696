package io.jiraagent.ops;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Says which requests are refused again and again. Always up: this process does its work, and taking it out of a load
 * balancer would refuse the requests of everybody else.
 */
public final class RefusalsHealth extends AbstractHealthCheck {
    private final RefusalSurge surge;

    public RefusalsHealth(RefusalSurge surge) {
        super("jira-agent", "refusals");
        this.surge = surge;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<RefusalSurge.Kind> current = surge.current();
        if (!current.isEmpty()) {
            builder.detail(
                    "surge",
                    current.stream()
                            .map(kind -> kind.reason() + " of agent " + kind.agent())
                            .sorted()
                            .collect(Collectors.joining(", ")));
            builder.message("Requests are refused again and again; the page Rejected requests says what mends it.");
        }
        builder.up();
    }
}
