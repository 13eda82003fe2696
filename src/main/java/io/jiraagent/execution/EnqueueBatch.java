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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares {@code execution-enqueue.sql}. Every record gets a row, also one that cannot be read; but one that a newer
 * version has written is held, with its batch. Thread-safe.
 */
public final class EnqueueBatch {
    private static final Logger LOG = LoggerFactory.getLogger(EnqueueBatch.class);

    private final EnvelopeCodec codec;
    private final RunningExecutions running;
    private final Duration repeatWindow;
    private final Clock clock;

    /** @param running what this worker may claim of what it takes in */
    public EnqueueBatch(EnvelopeCodec codec, RunningExecutions running, Duration repeatWindow, Clock clock) {
        this.codec = codec;
        this.running = running;
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
            String traceparent,
            String payloadBase64,
            String sha256Hex,
            ExecutionError error) {}

    /**
     * The statement's parameters.
     *
     * @throws io.jiraagent.webhook.NewerEnvelopeException one of the records was written by a newer version
     */
    public Map<String, Object> parameters(List<IntakeRecord> records) {
        List<Row> rows = records.stream().map(this::row).toList();
        Map<String, Object> parameters = new HashMap<>(running.enqueueParameters());
        parameters.put("batch", StatementJson.of(rows));
        parameters.put("window_seconds", repeatWindow.toSeconds());
        return parameters;
    }

    /** Takes note of the rows that the statement returned, and hands on what this worker has claimed of them. */
    public List<Claim> claimed(List<Map<String, Object>> rows) {
        return running.beginNew(rows);
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
                    envelope.traceparent(),
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
                null,
                Base64.getEncoder().encodeToString(value),
                HexFormat.of().formatHex(Hashes.sha256(value)),
                new ExecutionError("unreadable_record", message, false));
    }
}
