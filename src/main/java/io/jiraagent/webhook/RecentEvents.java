package io.jiraagent.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jiraagent.secret.Hashes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that Kafka has acknowledged to this instance lately. It saves work and lets a repeat be named one; nothing
 * depends on it, since the worker finds every repeat. Bounded. Thread-safe.
 */
public final class RecentEvents {
    private static final int MAX_EVENTS = 50_000;

    private final Cache<ByteBuffer, UUID> byBody;
    private final Cache<UUID, UUID> byId;

    /** @param window how long an event is remembered */
    public RecentEvents(Duration window) {
        byBody = Caffeine.newBuilder()
                .maximumSize(MAX_EVENTS)
                .expireAfterWrite(window)
                .build();
        byId = Caffeine.newBuilder()
                .maximumSize(MAX_EVENTS)
                .expireAfterWrite(window)
                .build();
    }

    /** The id under which this event went to Kafka, if it did. */
    Optional<UUID> find(UUID executionId, UUID agentId, byte[] bodySha256) {
        UUID sameBody = byBody.getIfPresent(key(agentId, bodySha256));
        return Optional.ofNullable(sameBody == null ? byId.getIfPresent(executionId) : sameBody);
    }

    /** To be called when Kafka has acknowledged the event. */
    public void acknowledged(Envelope envelope) {
        byId.put(envelope.executionId(), envelope.executionId());
        byBody.asMap().putIfAbsent(key(envelope.agentId(), Hashes.sha256(envelope.body())), envelope.executionId());
    }

    private static ByteBuffer key(UUID agentId, byte[] bodySha256) {
        return ByteBuffer.allocate(48)
                .putLong(agentId.getMostSignificantBits())
                .putLong(agentId.getLeastSignificantBits())
                .put(bodySha256)
                .flip();
    }
}
