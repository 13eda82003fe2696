package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;

/** Placeholder until the streaming reader is merged. */
public final class EventPeek {
    private EventPeek() {}

    public record Peeked(String issueKey, String eventType, Instant timestamp, String tenantId) {}

    public static Peeked peek(byte[] raw) {
        try {
            JsonNode n = new ObjectMapper().readTree(raw);
            String ts = n.path("timestamp").asText("");
            return new Peeked(
                    n.path("issue_key").asText(null),
                    n.path("event_type").asText(null),
                    ts.isEmpty() ? null : Instant.parse(ts),
                    n.path("tenant_id").asText(null));
        } catch (IOException | RuntimeException e) {
            return new Peeked(null, null, null, null);
        }
    }
}
