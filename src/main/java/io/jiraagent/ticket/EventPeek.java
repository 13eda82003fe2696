package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * A first look at a body while a request waits: what to queue it under, without building a tree. Never throws, and
 * gives less rather than something wrong. Where {@link PayloadReader} reads the same body, the issue key is the same
 * or null here. Safe for use by many threads.
 */
public final class EventPeek {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final int LONGEST_TIMESTAMP = 40;
    /** Both {@code 2025-11-13T17:00:00Z} and Jira's {@code 2025-11-13T17:00:00.123+0000}. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(JsonTree.constraints())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_MISSING_VALUES)
            .build();

    /** Gives away nothing that broken JSON or hostile names could use up. */
    static JsonFactory json() {
        return JSON;
    }

    private final PeekedKey issueKey = new PeekedKey();
    private String eventType;
    private int eventRank;
    private Instant timestamp;
    private String tenantId;
    private boolean tenantInDoubt;
    private boolean tenantAfterText;

    private EventPeek() {}

    /**
     * What a body says of itself; each is null where it is missing, unusable or in doubt.
     *
     * @param issueKey a valid issue key
     * @param eventType 1 to 100 of {@code A-Za-z0-9_:.-}
     * @param timestamp when the sender says it happened, between the years 2000 and 2100
     * @param tenantId the text at {@code tenant_id}, as given: to compare, never to trust
     */
    public record Peeked(String issueKey, String eventType, Instant timestamp, String tenantId) {}

    /** Looks at a body, as received. Broken JSON gives what stood before the break and before any ticket's text. */
    public static Peeked peek(byte[] raw) {
        EventPeek peek = new EventPeek();
        try (JsonParser parser = JSON.createParser(raw)) {
            peek.look(parser);
        } catch (IOException | RuntimeException broken) {
            peek.issueKey.broken();
            peek.tenantInDoubt |= peek.tenantAfterText;
        }
        String tenantId = peek.tenantInDoubt ? null : peek.tenantId;
        return new Peeked(peek.issueKey.get(), peek.eventType, peek.timestamp, tenantId);
    }

    private void look(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while (!isComplete() && (name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "issue_key" -> issueKey.claim(text(parser, value));
                case "key" -> issueKey.claimAsRoot(text(parser, value));
                case "issue" -> issue(parser, value);
                case "event_type" -> event(text(parser, value), 3);
                case "webhookEvent" -> event(text(parser, value), 2);
                case "issue_event_type_name" -> event(text(parser, value), 1);
                case "timestamp" -> timestamp = timestamp(parser, value);
                case "tenant_id" -> tenant(text(parser, value));
                default -> issueKey.textPassed();
            }
            parser.skipChildren();
        }
    }

    private void issue(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken child = parser.nextToken();
            if (name.equals("key")) {
                issueKey.claim(text(parser, child));
            } else {
                issueKey.textPassed();
            }
            parser.skipChildren();
        }
    }

    private boolean isComplete() {
        return issueKey.isCertain() && eventRank == 3 && timestamp != null && tenantId != null;
    }

    private void event(String text, int rank) {
        if (rank > eventRank && EventType.isValid(text)) {
            eventType = text;
            eventRank = rank;
        }
    }

    private void tenant(String text) {
        boolean another = tenantId != null && text != null && !tenantId.equals(text);
        tenantInDoubt |= another;
        tenantAfterText |= issueKey.hasPassedText();
        tenantId = text == null ? tenantId : text;
    }

    private static String text(JsonParser parser, JsonToken value) throws IOException {
        return value == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    private static Instant timestamp(JsonParser parser, JsonToken value) throws IOException {
        Instant instant = null;
        if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.LONG) {
            instant = Instant.ofEpochMilli(parser.getLongValue());
        } else if (value == JsonToken.VALUE_STRING) {
            instant = parsed(parser.getText());
        }
        return instant == null || instant.isBefore(EARLIEST) || !instant.isBefore(LATEST) ? null : instant;
    }

    private static Instant parsed(String text) {
        if (text.length() > LONGEST_TIMESTAMP || text.isEmpty()) {
            return null;
        }
        try {
            return text.indexOf('T') < 0
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : TIMESTAMP.parse(text, Instant::from);
        } catch (DateTimeException | NumberFormatException notATime) {
            return null;
        }
    }
}
