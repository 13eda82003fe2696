package io.jiraagent.runtime;

import com.zaxxer.hikari.HikariDataSource;
import io.jiraagent.config.Settings;
import io.jiraagent.ops.IntakeLag;
import io.jiraagent.ops.MeterRules;
import io.jiraagent.ops.RowGauges;
import io.jiraagent.webhook.IntakeTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.camel.spi.Registry;

/** Binds the beans of {@code routes/watch}, and the metrics of connections and disk. */
final class WatchBeans {
    /** As in the routes that consume. */
    private static final String GROUP = "jira-agent-workers";

    private WatchBeans() {}

    /** What all metrics of a process are in. */
    static PrometheusMeterRegistry meters() {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        meters.config().meterFilter(new MeterRules(MeterRules.MOST));
        return meters;
    }

    /** @return to be closed at the end */
    static IntakeLag bind(
            Registry registry, Settings settings, String brokers, DataSource dataSource, MeterRegistry meters) {
        IntakeLag lag = new IntakeLag(brokers, WatchBeans::group);
        registry.bind("intakeLag", lag);
        registry.bind(
                "lagMeters",
                new RowGauges(meters, "topic")
                        .show("records", "jira_agent.intake.lag", "Accepted events in Kafka that have no row yet"));
        registry.bind(
                "queueMeters",
                new RowGauges(meters, "tenant")
                        .show("waiting", "jira_agent.queue.waiting", "Executions that wait for an attempt")
                        .show("due", "jira_agent.queue.due", "Those of them that could be taken now")
                        .show("oldest_seconds", "jira_agent.queue.oldest.seconds", "How long the oldest has been due")
                        .show("dead_letters", "jira_agent.dead_letters", "Failed, and neither replayed nor discarded")
                        .show("undelivered", "jira_agent.dead_letters.undelivered", "Not yet in their topic"));
        if (dataSource instanceof HikariDataSource pool) {
            pool.setMetricRegistry(meters);
        }
        if (settings.embedded()) {
            new DiskSpaceMetrics(settings.dataDir().toFile()).bindTo(meters);
        }
        return lag;
    }

    private static Optional<String> group(String topic) {
        return topic.equals(IntakeTopics.SHARED)
                ? Optional.of(GROUP)
                : IntakeTopics.tenantOf(topic).map(tenant -> GROUP + "." + tenant);
    }
}
