package io.jiraagent.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.secret.Hashes;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * An accepted event on its way through Kafka. Everything the worker needs is in here, nothing in headers.
 *
 * @param version of this form; a worker leaves newer ones to workers that know them
 * @param issueKey as peeked at, null where unsure; the reading of the payload decides
 * @param timed the body carries its own time, so the same body is the same event for ever
 * @param origin what is worth knowing of the delivery, such as Jira's delivery identifier; not authenticated
 * @param traceparent the trace that the event belongs to, as W3C Trace Context writes it; null where nothing is traced
 * @param body the exact bytes received; base64 in JSON
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // the bytes are the event; two of them are never compared as records
public record Envelope(
        @JsonProperty("v") int version,
        UUID executionId,
        UUID agentId,
        UUID tenantId,
        String issueKey,
        String eventType,
        Instant receivedAt,
        boolean timed,
        Door door,
        Map<String, String> origin,
        String traceparent,
        byte[] body) {
    public static final int VERSION = 1;

    /** Keeps the events of one issue in order, and repeats of a body without a readable key together. */
    public String recordKey() {
        return agentId + ":" + (issueKey == null ? HexFormat.of().formatHex(Hashes.sha256(body), 0, 8) : issueKey);
    }
}
