package io.jiraagent.ops;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready from the moment on when this process was told to stop, so that load balancers turn to others in time. */
public final class StoppingHealth extends AbstractHealthCheck {
    private volatile boolean stopping;

    public StoppingHealth() {
        super("jira-agent", "stopping");
    }

    public void announce() {
        stopping = true;
    }

    /** Returns when load balancers have had the time to notice. */
    public void giveNotice(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean announced() {
        return stopping;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (stopping) {
            builder.message("This process is about to stop").down();
        } else {
            builder.up();
        }
    }
}
