package io.jiraagent.ops;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConsumer;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckAware;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * A worker is not ready when a consumer of accepted events has not been connected for a while. Camel's own check says so
 * at each rebalance too, of all workers at once, and a load balancer would have nobody left to turn to.
 */
public final class IntakeHealth extends AbstractHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CamelContext context;
    private final LongSupplier nanoTime;
    private long seenUp;

    /** @param nanoTime moves evenly, whatever happens to the wall clock: {@link System#nanoTime} */
    public IntakeHealth(CamelContext context, LongSupplier nanoTime) {
        super("jira-agent", "intake");
        this.context = context;
        this.nanoTime = nanoTime;
        this.seenUp = nanoTime.getAsLong();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected synchronized void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> down = context.getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof KafkaConsumer)
                .filter(IntakeHealth::down)
                .map(Route::getId)
                .toList();
        long now = nanoTime.getAsLong();
        if (down.isEmpty()) {
            seenUp = now;
        }
        if (now - seenUp > PATIENCE.toNanos()) {
            builder.message("Not connected to Kafka, so that accepted events wait: " + String.join(", ", down))
                    .down();
        } else {
            builder.up();
        }
    }

    private static boolean down(Route route) {
        HealthCheck check = ((HealthCheckAware) route.getConsumer()).getHealthCheck();
        // It is not there before the consumer has started.
        return check == null || check.call().getState() == HealthCheck.State.DOWN;
    }
}
