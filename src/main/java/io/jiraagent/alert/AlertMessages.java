package io.jiraagent.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Alerts as the JSON that is posted: {@code text} for people, in the form that Slack, Mattermost, Rocket.Chat and Google
 * Chat take, and {@code alerts} for programs. Thread-safe.
 *
 * @see <a href="https://api.slack.com/messaging/webhooks">Slack: incoming webhooks</a>
 */
public final class AlertMessages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int SUCCESS = 2;
    private static final int CLASS_OF_STATUS = 100;

    private final String address;
    private final String publicUrl;

    /**
     * @param address where to post, empty: nowhere; a secret, since whoever knows it may write there
     * @param publicUrl address of the pages
     */
    public AlertMessages(String address, String publicUrl) {
        this.address = address;
        this.publicUrl = publicUrl;
    }

    public boolean wanted() {
        return !address.isEmpty();
    }

    /** For one message. */
    public Telling telling() {
        return new Telling();
    }

    /** @throws IllegalStateException nobody has heard it by any way */
    public void requireHeard(Telling telling) {
        telling.requireHeard();
    }

    public String address() {
        return address;
    }

    /** @param rows of {@code alert-due.sql} */
    public List<Alert> read(List<Map<String, Object>> rows) {
        return rows.stream()
                .map(row -> new Alert(
                        (String) row.get("name"),
                        (String) row.get("subject"),
                        (String) row.get("tenant"),
                        (String) row.get("message"),
                        ((Timestamp) row.get("since")).toInstant(),
                        (Boolean) row.get("over")))
                .toList();
    }

    public String write(List<Alert> alerts) {
        String lines = alerts.stream().map(AlertMessages::line).collect(Collectors.joining("\n"));
        return json(Map.of(
                "text",
                lines + "\n" + publicUrl + "/Alerts",
                "alerts",
                alerts.stream().map(AlertMessages::fields).toList()));
    }

    /** Parameters of {@code alert-told.sql}. */
    public Map<String, Object> told(List<Alert> alerts) {
        List<Map<String, String>> told = alerts.stream()
                .map(alert -> Map.of("name", alert.name(), "subject", alert.subject(), "told", state(alert)))
                .toList();
        return Map.of("told", json(told));
    }

    /**
     * @param status of the answer
     * @throws IllegalStateException it was not heard there
     */
    public void heard(Telling telling, int status) {
        if (status / CLASS_OF_STATUS != SUCCESS) {
            throw new IllegalStateException("The address in alert.webhook-url answered " + status + ", not 2xx");
        }
        telling.heard();
    }

    private static String line(Alert alert) {
        return (alert.over() ? "OVER " : "ALERT ") + alert.name()
                + (alert.tenant() == null ? "" : " (" + alert.tenant() + ")") + " since " + TIME.format(alert.since())
                + ": " + inert(alert.message());
    }

    /** Names of agents and causes of failures are others' text; {@code <!channel>} in them calls nobody. */
    private static String inert(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Map<String, Object> fields(Alert alert) {
        return Map.of(
                "name", alert.name(),
                "subject", alert.subject(),
                "tenant", alert.tenant() == null ? "" : alert.tenant(),
                "state", state(alert),
                "since", alert.since().toString(),
                "message", alert.message());
    }

    private static String state(Alert alert) {
        return alert.over() ? "resolved" : "firing";
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
