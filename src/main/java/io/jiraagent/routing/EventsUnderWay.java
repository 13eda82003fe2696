package io.jiraagent.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells whether Kafka's producer would take another record without letting its caller wait. It lets a caller wait for the
 * partitions of a topic that it has not yet sent to, and for room in its buffer. Thread-safe.
 */
public final class EventsUnderWay {
    /** Of the 1,024 batches of {@code event-enqueue}'s producer: its buffer (128 MiB) by the size of a batch (128 KiB). */
    static final int MAX_BATCHES = 768;

    /** What fills a batch, as base64. */
    static final int BODY_BYTES_OF_BATCH = 96 * 1024;

    private final AtomicInteger batches = new AtomicInteger();
    private final Set<String> topics = ConcurrentHashMap.newKeySet();

    void begun(int bodyBytes) {
        batches.addAndGet(batchesAtTheMost(bodyBytes));
    }

    void ended(int bodyBytes) {
        batches.addAndGet(-batchesAtTheMost(bodyBytes));
    }

    /** Should each event be for another partition, none shares its batch. */
    private static int batchesAtTheMost(int bodyBytes) {
        return 1 + bodyBytes / BODY_BYTES_OF_BATCH;
    }

    /** Kafka has written a record to this topic. */
    void acknowledged(String topic) {
        if (!topics.contains(topic)) {
            topics.add(topic);
        }
    }

    boolean mayWait(String topic) {
        return batches.get() > MAX_BATCHES || !topics.contains(topic);
    }
}
