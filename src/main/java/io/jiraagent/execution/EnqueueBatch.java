package io.jiraagent.execution;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.secret.Hashes;
import io.jiraagent.ticket.SummaryPeek;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.EnvelopeCodec;
import io.jiraagent.webhook.UnreadableEnvelopeException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Prepares {@code execution-enqueue.sql}. Every record gets a row, also one that cannot be read. Thread-safe. */
public final class EnqueueBatch {
    private static final Logger LOG = LoggerFactory.getLogger(EnqueueBatch.class);

    private final EnvelopeCodec codec;
    private final Duration repeatWindow;
    private final Clock clock;

    public EnqueueBatch(EnvelopeCodec codec, Duration repeatWindow, Clock clock) {
        this.codec = codec;
        this.repeatWindow = repeatWindow;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Row(
            UUID executionId,
            UUID agentId,
            UUID tenantId,
            String issueKey,
            String eventType,
            String summary,
            Instant receivedAt,
            boolean timed,
            Map<String, String> origin,
            String payloadBase64,
            String sha256Hex,
            ExecutionError error) {}

    /** The statement's parameters. */
    public Map<String, Object> parameters(List<IntakeRecord> records) {
        List<Row> rows = records.stream().map(this::row).toList();
        return Map.of("batch", StatementJson.of(rows), "window_seconds", repeatWindow.toSeconds());
    }

    private Row row(IntakeRecord entry) {
        try {
            Envelope envelope = codec.read(entry.value());
            Map<String, String> origin = new TreeMap<>(envelope.origin() == null ? Map.of() : envelope.origin());
            origin.put("door", envelope.door() == Door.AUTOMATION ? "automation" : "webhook");
            return new Row(
                    envelope.executionId(),
                    envelope.agentId(),
                    envelope.tenantId(),
                    envelope.issueKey(),
                    envelope.eventType(),
                    SummaryPeek.peek(envelope.body()),
                    envelope.receivedAt(),
                    envelope.timed(),
                    origin,
                    Base64.getEncoder().encodeToString(envelope.body()),
                    HexFormat.of().formatHex(Hashes.sha256(envelope.body())),
                    null);
        } catch (UnreadableEnvelopeException e) {
            LOG.error(
                    "Record {}-{}@{} cannot be read: {}; kept as a failed execution",
                    entry.topic(),
                    entry.partition(),
                    entry.offset(),
                    e.getMessage());
            return unreadable(entry, e.getMessage());
        }
    }

    private Row unreadable(IntakeRecord entry, String message) {
        String place = entry.topic() + "-" + entry.partition() + "@" + entry.offset();
        byte[] value = entry.value() == null ? new byte[0] : entry.value();
        return new Row(
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)),
                null,
                null,
                null,
                null,
                null,
                clock.instant(),
                true,
                Map.of("record", place),
                Base64.getEncoder().encodeToString(value),
                HexFormat.of().formatHex(Hashes.sha256(value)),
                new ExecutionError("unreadable_record", message, false));
    }
}
