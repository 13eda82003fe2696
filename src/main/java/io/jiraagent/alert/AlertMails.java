package io.jiraagent.alert;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Alerts as plain e-mail. Thread-safe. */
public final class AlertMails {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final List<String> to;
    private final String from;
    private final String publicUrl;

    /**
     * @param to addresses; none: nothing is sent
     * @param publicUrl address of the pages
     */
    public AlertMails(List<String> to, String from, String publicUrl) {
        this.to = List.copyOf(to);
        this.from = from;
        this.publicUrl = publicUrl;
    }

    public boolean wanted() {
        return !to.isEmpty();
    }

    public String to() {
        return String.join(",", to);
    }

    public String from() {
        return from;
    }

    /** Of names alone; what others wrote does not come into a header. */
    public String subject(List<Alert> alerts) {
        return title(alerts.get(0)) + (alerts.size() == 1 ? "" : " and " + (alerts.size() - 1) + " more");
    }

    public String text(List<Alert> alerts) {
        return alerts.stream().map(AlertMails::paragraph).collect(Collectors.joining("\n\n")) + "\n\n" + publicUrl
                + "/Alerts\n";
    }

    /** The mail server has it. */
    public void sent(Telling telling) {
        telling.heard();
    }

    /** Names of agents are others' text, and make no paragraphs of their own. */
    private static String paragraph(Alert alert) {
        return title(alert) + ", since " + TIME.format(alert.since()) + "\n"
                + alert.message().replaceAll("\\p{Cntrl}+", " ");
    }

    private static String title(Alert alert) {
        return (alert.over() ? "OVER " : "ALERT ")
                + alert.name()
                + (alert.tenant() == null ? "" : " (" + alert.tenant() + ")");
    }
}
