package io.jiraagent.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Requests on their way from the doors to those who listen. Bounded: of many within a second, the first ones are kept.
 * Thread-safe.
 */
public final class HeardRequests {
    /** Of a body, at the most. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int WAITING = 40;

    private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(WAITING);
    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Entry(Instant at, UUID agentId, HeardRequest heard, String bodyBase64) {}

    /** There is room for another; looking first spares reading a body for nothing. */
    public boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    /** @param body null: not to be shown; what is too much of it is cut off */
    public void offer(Instant at, UUID agentId, HeardRequest heard, byte[] body) {
        String base64 = body == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(body.length > MAX_BODY_BYTES ? Arrays.copyOf(body, MAX_BODY_BYTES) : body);
        waiting.offer(new Entry(at, agentId, heard, base64));
    }

    /** Parameters of {@code heard-insert.sql}; what they hold is no longer waiting. */
    public Map<String, Object> drainParameters() {
        List<Entry> drained = new ArrayList<>();
        waiting.drainTo(drained);
        try {
            return Map.of("count", drained.size(), "heard", mapper.writeValueAsString(drained));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
