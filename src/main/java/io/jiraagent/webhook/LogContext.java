package io.jiraagent.webhook;

import java.util.UUID;
import org.slf4j.MDC;

/**
 * Which execution the log lines of this thread are of, as {@code execution_id}, {@code agent_id} and {@code tenant_id};
 * until it is closed, on the same thread. Each line shows them where logs are JSON.
 */
public final class LogContext implements AutoCloseable {
    private static final String EXECUTION = "execution_id";
    private static final String AGENT = "agent_id";
    private static final String TENANT = "tenant_id";

    private LogContext() {}

    public static LogContext of(UUID executionId, UUID agentId, UUID tenantId) {
        put(EXECUTION, executionId);
        put(AGENT, agentId);
        put(TENANT, tenantId);
        return new LogContext();
    }

    /** Runs this on this thread in such a context. */
    public static void during(UUID executionId, UUID agentId, UUID tenantId, Runnable work) {
        LogContext context = of(executionId, agentId, tenantId);
        try {
            work.run();
        } finally {
            context.close();
        }
    }

    private static void put(String key, UUID id) {
        MDC.put(key, String.valueOf(id));
    }

    @Override
    public void close() {
        MDC.remove(EXECUTION);
        MDC.remove(AGENT);
        MDC.remove(TENANT);
    }
}
