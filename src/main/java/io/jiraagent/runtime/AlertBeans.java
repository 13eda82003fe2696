package io.jiraagent.runtime;

import io.jiraagent.alert.AlertMails;
import io.jiraagent.alert.AlertMessages;
import io.jiraagent.alert.AlertRules;
import io.jiraagent.alert.HealthAlerts;
import io.jiraagent.config.AlertSettings;
import io.jiraagent.config.MailSettings;
import io.jiraagent.config.Settings;
import io.jiraagent.routing.ReadinessProcessor;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.spi.Registry;

/** Binds the beans of {@code routes/alert}. */
final class AlertBeans {
    private static final String MAIL_PATIENCE_MS = "10000";

    private AlertBeans() {}

    static void bind(Registry registry, Settings settings, Clock clock) {
        AlertSettings alerts = settings.alerts();
        registry.bind("alertRules", new AlertRules(alerts.failed(), alerts.waiting(), alerts.repeatAfter()));
        registry.bind(
                "alertMessages",
                new AlertMessages(
                        alerts.webhookUrl().orElse(""), settings.server().publicUrl()));
        MailSettings mail = alerts.mail();
        registry.bind(
                "alertMails",
                new AlertMails(mail.to(), mail.from(), settings.server().publicUrl()));
        registry.bind("mailSession", mailSession(mail));
        registry.bind("healthAlerts", new HealthAlerts(process(), clock, System::nanoTime));
        registry.bind("readinessProcessor", new ReadinessProcessor());
    }

    /** By which e-mails are sent. */
    static Session mailSession(MailSettings mail) {
        Properties p = new Properties();
        p.put("mail.smtp.host", mail.host());
        p.put("mail.smtp.port", Integer.toString(mail.port()));
        p.put("mail.smtp.connectiontimeout", MAIL_PATIENCE_MS);
        p.put("mail.smtp.timeout", MAIL_PATIENCE_MS);
        p.put("mail.smtp.writetimeout", MAIL_PATIENCE_MS);
        p.put("mail.smtp.auth", Boolean.toString(mail.signIn().isPresent()));
        p.put("mail.smtp.ssl.checkserveridentity", "true");
        switch (mail.encryption()) {
            case STARTTLS -> {
                p.put("mail.smtp.starttls.enable", "true");
                p.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> p.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return Session.getInstance(
                p, mail.signIn().map(user -> password(user, mail.password())).orElse(null));
    }

    private static Authenticator password(String user, String password) {
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(user, password);
            }
        };
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
