package io.jiraagent.config;

import java.time.Duration;
import java.util.Optional;

/**
 * When an operator is alerted, and where.
 *
 * @param webhookUrl where alerts are posted; empty: nowhere. A secret
 * @param mail where they are sent by e-mail
 * @param failed so many executions of one agent failed within a quarter of an hour
 * @param waiting an execution has been due for so long
 * @param repeatAfter an alert that lasts is posted again after this
 */
public record AlertSettings(
        Optional<String> webhookUrl, MailSettings mail, int failed, Duration waiting, Duration repeatAfter) {

    static AlertSettings read(PropertySource source) {
        return new AlertSettings(
                source.secretUrl("alert.webhook-url"),
                MailSettings.read(source),
                source.number("alert.failed-executions", 10, 1, 1_000_000),
                source.duration("alert.waiting", Duration.ofMinutes(10)),
                source.duration("alert.repeat-after", Duration.ofHours(4)));
    }

    /** Somebody is told, not only shown. */
    public boolean told() {
        return webhookUrl.isPresent() || mail.wanted();
    }

    @Override
    public String toString() {
        return "AlertSettings[webhookUrl=" + webhookUrl.map(url -> "***").orElse("") + ", mail=" + mail + ", failed="
                + failed + ", waiting=" + waiting + ", repeatAfter=" + repeatAfter + "]";
    }
}
