package io.jiraagent.execution;

import io.jiraagent.agent.AgentUsage;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What models have used, as counters {@code jira_agent.model.tokens} by {@code direction} (input or output) and
 * {@code tenant}, and {@code jira_agent.model.cost} by {@code tenant}.
 */
final class UsageMeters {
    private UsageMeters() {}

    static void count(MeterRegistry meters, String tenant, AgentUsage.Sum used) {
        if (used.inputTokens() == null) {
            return;
        }
        meters.counter("jira_agent.model.tokens", "direction", "input", "tenant", tenant)
                .increment(used.inputTokens());
        meters.counter("jira_agent.model.tokens", "direction", "output", "tenant", tenant)
                .increment(used.outputTokens());
        if (used.cost() != null) {
            meters.counter("jira_agent.model.cost", "tenant", tenant)
                    .increment(used.cost().doubleValue());
        }
    }
}
