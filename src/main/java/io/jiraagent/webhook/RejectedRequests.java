package io.jiraagent.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Refused requests on their way to the database. Bounded: under a flood the surplus is only counted. Thread-safe. */
public final class RejectedRequests {
    private static final int WAITING = 1000;

    private final BlockingQueue<RejectedRequest> waiting = new ArrayBlockingQueue<>(WAITING);
    private final JsonMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** @return false when it was dropped */
    public boolean offer(RejectedRequest request) {
        return waiting.offer(request);
    }

    /** Parameters of {@code rejected-insert.sql}; what they hold is no longer waiting. */
    public Map<String, Object> drainParameters() {
        List<RejectedRequest> drained = new ArrayList<>();
        waiting.drainTo(drained);
        try {
            return Map.of("count", drained.size(), "rejected", mapper.writeValueAsString(drained));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
