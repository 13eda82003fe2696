package io.jiraagent.routing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether Kafka's producer would take another record without letting its caller wait. It lets a caller wait for the
 * partitions of a topic that it has not yet sent to, and for room in its buffer. Thread-safe.
 */
public final class EventsUnderWay {
    /** Well below the producer's buffer (32 MiB), which holds bodies as base64, in batches that are not full. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    /** Each takes a part of the buffer, however short it is. */
    private static final long BYTES_BESIDE_BODY = 1024;

    private final AtomicLong bytes = new AtomicLong();
    private final Set<String> topics = ConcurrentHashMap.newKeySet();

    void begun(int bodyBytes) {
        bytes.addAndGet(bodyBytes + BYTES_BESIDE_BODY);
    }

    void ended(int bodyBytes) {
        bytes.addAndGet(-bodyBytes - BYTES_BESIDE_BODY);
    }

    /** Kafka has written a record to this topic. */
    void acknowledged(String topic) {
        if (!topics.contains(topic)) {
            topics.add(topic);
        }
    }

    boolean mayWait(String topic) {
        return bytes.get() > MAX_BYTES || !topics.contains(topic);
    }
}
