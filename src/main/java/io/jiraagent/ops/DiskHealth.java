package io.jiraagent.ops;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Not ready while the disk is too full to accept events. */
public final class DiskHealth extends AbstractHealthCheck {
    private final BooleanSupplier scarce;
    private final Supplier<String> description;

    /** @param description for people: how much is free, how much is needed */
    public DiskHealth(BooleanSupplier scarce, Supplier<String> description) {
        super("jira-agent", "disk");
        this.scarce = scarce;
        this.description = description;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (scarce.getAsBoolean()) {
            builder.message("Events are refused with 503: " + description.get()).down();
        } else {
            builder.up();
        }
    }
}
