package io.jiraagent.execution;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** The batches in which {@code retention-remove.sql} removes what ended long enough ago. Thread-safe. */
public final class RetentionBatches {
    /** Removed within some tens of milliseconds, so that nobody waits for the locks. */
    private static final int BATCH = 500;

    /** In one round, so that it ends within some seconds when the program is to stop. */
    private static final int BATCHES = 40;

    private static final String FIRST = "-infinity";

    private final Optional<Duration> completed;
    private final Optional<Duration> failed;
    private final Optional<Duration> forgotten;
    private final Counter completedRemoved;
    private final Counter failedRemoved;

    /**
     * @param completed how long a completed execution is kept, and a failed one that was discarded; empty: for ever
     * @param failed how long any other failed one is kept; empty: for ever
     * @param forgotten how long one that was removed is known after that; empty: for ever
     */
    public RetentionBatches(
            Optional<Duration> completed,
            Optional<Duration> failed,
            Optional<Duration> forgotten,
            MeterRegistry meters) {
        this.completed = completed;
        this.failed = failed;
        this.forgotten = forgotten;
        this.completedRemoved = counter("completed", meters);
        this.failedRemoved = counter("failed", meters);
    }

    private static Counter counter(String status, MeterRegistry meters) {
        return Counter.builder("jira_agent.executions.removed")
                .description("Executions that were kept for as long as retention says")
                .tag("status", status)
                .register(meters);
    }

    /** The first batch of a round; null where everything is kept for ever. */
    public Map<String, Object> begin() {
        return completed.isEmpty() && failed.isEmpty() ? null : batch(FIRST, FIRST);
    }

    /**
     * The batch after one.
     *
     * @param removed the row that tells what the one before has removed
     * @param index of that one, from 0
     * @return null when the round is over
     */
    public Map<String, Object> next(@Body Map<String, Object> removed, @ExchangeProperty("CamelLoopIndex") int index) {
        int completedNow = ((Number) removed.get("completed")).intValue();
        int failedNow = ((Number) removed.get("failed")).intValue();
        completedRemoved.increment(completedNow);
        failedRemoved.increment(failedNow);
        if (index + 1 >= BATCHES || (completedNow < BATCH && failedNow < BATCH)) {
            return null;
        }
        return batch(removed.get("completed_until"), removed.get("failed_until"));
    }

    /** The parameters of {@code repeats-forget.sql}. */
    public Map<String, Object> forget() {
        return Map.of("known_seconds", seconds(forgotten));
    }

    private Map<String, Object> batch(Object completedFrom, Object failedFrom) {
        return Map.of(
                "limit", BATCH,
                "completed_from", completedFrom,
                "failed_from", failedFrom,
                "completed_seconds", seconds(completed),
                "failed_seconds", seconds(failed));
    }

    private static String seconds(Optional<Duration> kept) {
        return kept.map(time -> Long.toString(time.toSeconds())).orElse("");
    }
}
