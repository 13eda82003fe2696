package io.jiraagent.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;

/**
 * The daily budgets as gauges {@code jira_agent.budget.limit}, {@code .used} and {@code .refused}, each with {@code scope}
 * (agent or tenant), {@code tenant}, {@code agent} (empty for a tenant's) and {@code resource}. All workers show the same.
 */
public final class BudgetMeters {
    private final Map<String, MultiGauge> gauges;

    public BudgetMeters(MeterRegistry meters) {
        this.gauges = Map.of(
                "daily_limit", gauge("jira_agent.budget.limit", "May be used on one day (UTC)", meters),
                "used", gauge("jira_agent.budget.used", "Used today", meters),
                "refused", gauge("jira_agent.budget.refused", "Refused today, for want of budget", meters));
    }

    private static MultiGauge gauge(String name, String description, MeterRegistry meters) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    /** @param budgets rows of {@code budget-list.sql} */
    @Handler
    public void update(List<Map<String, Object>> budgets) {
        gauges.forEach((column, gauge) -> gauge.register(
                budgets.stream()
                        .map(budget -> Row.of(tags(budget), (Number) budget.get(column)))
                        .toList(),
                true));
    }

    private static Tags tags(Map<String, Object> budget) {
        return Tags.of(
                "scope", (String) budget.get("scope"),
                "tenant", (String) budget.get("tenant"),
                "agent", (String) budget.get("agent"),
                "resource", (String) budget.get("resource"));
    }
}
