package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Camel itself is configured with, and the placeholders that the routes use. */
final class CamelProperties {
    private static final int LEASE_EXTENSIONS = 3;
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(30);

    private CamelProperties() {}

    /** For every role. */
    static Map<String, String> shared(Settings settings) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("camel.main.name", "jira-agent-routes");
        p.put("camel.main.jmx-enabled", "false");
        p.put("camel.main.shutdown-timeout", Long.toString(SHUTDOWN_PATIENCE.toSeconds()));
        p.put("camel.main.stream-caching-enabled", "false");
        p.put("camel.main.use-mdc-logging", "false");
        p.put("camel.management.enabled", "true");
        p.put("camel.management.host", settings.server().host());
        p.put("camel.management.port", Integer.toString(settings.managementPort()));
        p.put("camel.management.health-check-enabled", "true");
        p.put("camel.management.health-path", "/observe/health");
        p.put("camel.management.metrics-enabled", "true");
        p.put("camel.metrics.enabled", "true");
        p.put("camel.metrics.path", "/observe/metrics");
        p.put("camel.metrics.enable-exchange-event-notifier", "false");
        p.put("camel.metrics.enable-route-event-notifier", "false");
        p.put("camel.metrics.route-policy-level", "route");
        p.put("camel.metrics.binders", "jvm-memory,jvm-gc,jvm-thread,processor,uptime");
        p.put("camel.health.exposure-level", "full");
        p.put("camel.health.consumers-enabled", "false");
        return p;
    }

    /** For those that receive events and run agents. */
    static Map<String, String> of(Settings settings, String brokers) {
        Map<String, String> p = shared(settings);
        p.put("camel.component.kafka.brokers", brokers);
        p.put(
                "execution.poll-interval-ms",
                Long.toString(settings.execution().pollInterval().toMillis()));
        p.put(
                "execution.lease-extend-ms",
                Long.toString(settings.execution().lease().toMillis() / LEASE_EXTENSIONS));
        p.put("alert.told", Boolean.toString(settings.alerts().told()));
        p.put("alert.smtp-host", settings.alerts().mail().host());
        p.put("alert.smtp-port", Integer.toString(settings.alerts().mail().port()));
        p.put("oidc.used", Boolean.toString(settings.signIn().oidc().isPresent()));
        return p;
    }
}
