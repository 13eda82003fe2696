package io.jiraagent.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import org.apache.camel.Handler;

/**
 * Comments in Jira as gauges {@code jira_agent.comments.pending}, {@code .failed} and {@code .oldest.seconds} (of those
 * pending), each with {@code tenant}. All workers show the same.
 */
public final class CommentMeters {
    private final Map<String, MultiGauge> gauges;

    public CommentMeters(MeterRegistry meters) {
        this.gauges = Map.of(
                "pending", gauge("jira_agent.comments.pending", "Comments to be written into Jira", meters),
                "failed", gauge("jira_agent.comments.failed", "Comments that Jira refused for good", meters),
                "oldest_seconds", gauge("jira_agent.comments.oldest.seconds", "How long the oldest waits", meters));
    }

    private static MultiGauge gauge(String name, String description, MeterRegistry meters) {
        return MultiGauge.builder(name).description(description).register(meters);
    }

    /** @param sites rows of {@code jira-comment-watch.sql} */
    @Handler
    public void update(List<Map<String, Object>> sites) {
        gauges.forEach((column, gauge) -> gauge.register(
                sites.stream()
                        .map(site -> Row.of(Tags.of("tenant", (String) site.get("tenant")), (Number) site.get(column)))
                        .toList(),
                true));
    }
}
