package io.jiraagent.ops;

import io.jiraagent.tenant.AgentDirectory;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** A receiver is ready once it knows the agents. */
public final class DirectoryHealth extends AbstractHealthCheck {
    private final AgentDirectory directory;

    public DirectoryHealth(AgentDirectory directory) {
        super("jira-agent", "agent-directory");
        this.directory = directory;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        if (directory.loaded()) {
            builder.up();
        } else {
            builder.message("The agents have not been read from the database yet")
                    .down();
        }
    }
}
