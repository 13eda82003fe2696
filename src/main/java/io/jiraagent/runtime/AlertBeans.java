package io.jiraagent.runtime;

import io.jiraagent.alert.AlertMessages;
import io.jiraagent.alert.AlertRules;
import io.jiraagent.alert.HealthAlerts;
import io.jiraagent.config.Settings;
import io.jiraagent.routing.ReadinessProcessor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** Binds the beans of {@code routes/alert}. */
final class AlertBeans {
    private AlertBeans() {}

    static void bind(Registry registry, Settings settings, Clock clock) {
        Settings.Alerts alerts = settings.alerts();
        registry.bind("alertRules", new AlertRules(alerts.failed(), alerts.waiting(), alerts.repeatAfter()));
        registry.bind(
                "alertMessages",
                new AlertMessages(
                        alerts.webhookUrl().orElse(""), settings.server().publicUrl()));
        registry.bind("healthAlerts", new HealthAlerts(process(), clock, System::nanoTime));
        registry.bind("readinessProcessor", new ReadinessProcessor());
    }

    /** The host's name and the process id; in a container the name is the container's. */
    private static String process() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "process";
        }
        return host + "-" + ProcessHandle.current().pid();
    }
}
