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
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Variable;
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
            String sha256Hex,
            ExecutionError error) {}

    /** A record's row and payload, which goes beside it: as part of the row it would be copied at each step of the statement. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrival(Row row, byte[] payload) {}

    /**
     * What is given to the statement, and kept for those that it claims.
     *
     * @param parameters of the statement
     * @param payloads by execution id; of two records with the same, the first one's
     */
    public record Batch(Map<String, Object> parameters, Map<UUID, byte[]> payloads) {}

    /** @throws io.jiraagent.webhook.NewerEnvelopeException one of the records was written by a newer version */
    public Batch of(List<IntakeRecord> records) {
        List<Arrival> arrivals = records.stream().map(this::arrival).toList();
        Map<UUID, byte[]> payloads = new HashMap<>();
        arrivals.forEach(arrival -> payloads.putIfAbsent(arrival.row().executionId(), arrival.payload()));
        Map<String, Object> parameters = new HashMap<>(running.enqueueParameters(records.size()));
        parameters.put(
                "batch", StatementJson.of(arrivals.stream().map(Arrival::row).toList()));
        parameters.put("payloads", arrivals.stream().map(Arrival::payload).toArray(byte[][]::new));
        parameters.put("window_seconds", repeatWindow.toSeconds());
        return new Batch(parameters, payloads);
    }

    /** Takes note of the rows that the statement returned, and hands on what this worker has claimed of them. */
    public List<Claim> claimed(@Variable("payloads") Map<UUID, byte[]> payloads, @Body List<Map<String, Object>> rows) {
        return running.beginNew(rows, payloads);
    }

    private Arrival arrival(IntakeRecord entry) {
        try {
            Envelope envelope = codec.read(entry.value());
            Map<String, String> origin = new TreeMap<>(envelope.origin() == null ? Map.of() : envelope.origin());
            origin.put("door", envelope.door() == Door.AUTOMATION ? "automation" : "webhook");
            Row row = new Row(
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
                    HexFormat.of().formatHex(Hashes.sha256(envelope.body())),
                    null);
            return new Arrival(row, envelope.body());
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

    private Arrival unreadable(IntakeRecord entry, String message) {
        String place = entry.topic() + "-" + entry.partition() + "@" + entry.offset();
        byte[] value = entry.value() == null ? new byte[0] : entry.value();
        Row row = new Row(
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
                HexFormat.of().formatHex(Hashes.sha256(value)),
                new ExecutionError("unreadable_record", message, false));
        return new Arrival(row, value);
    }
}
