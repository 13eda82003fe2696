package io.jiraagent.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jiraagent.secret.Hashes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The events that Kafka has acknowledged to this instance lately. It saves work and lets a repeat be named one; nothing
 * depends on it, since the worker finds every repeat. Bounded. Thread-safe.
 */
public final class RecentEvents {
    private static final int MAX_EVENTS = 50_000;

    private final Cache<ByteBuffer, UUID> byBody;
    private final Cache<UUID, Acknowledged> byId;

    /** What is known of an event whose row may not be there yet. */
    public record Acknowledged(
            UUID executionId, UUID agentId, UUID tenantId, String issueKey, String eventType, Instant receivedAt) {}

    /** @param window how long an event is remembered */
    public RecentEvents(Duration window) {
        byBody = remembered(window);
        byId = remembered(window);
    }

    private static <K, V> Cache<K, V> remembered(Duration window) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_EVENTS)
                .expireAfterWrite(window)
                // To wake another thread for each event would take longer than what there is to tidy.
                .executor(Runnable::run)
                .build();
    }

    /** The id under which this event went to Kafka, if it did. */
    Optional<UUID> find(UUID executionId, UUID agentId, byte[] bodySha256) {
        UUID sameBody = byBody.getIfPresent(key(agentId, bodySha256));
        return sameBody == null ? acknowledged(executionId).map(Acknowledged::executionId) : Optional.of(sameBody);
    }

    /** The event that got this id from this instance lately. */
    public Optional<Acknowledged> acknowledged(UUID executionId) {
        return Optional.ofNullable(byId.getIfPresent(executionId));
    }

    /** To be called when Kafka has acknowledged the event. */
    public void acknowledged(Envelope envelope) {
        byId.put(
                envelope.executionId(),
                new Acknowledged(
                        envelope.executionId(),
                        envelope.agentId(),
                        envelope.tenantId(),
                        envelope.issueKey(),
                        envelope.eventType(),
                        envelope.receivedAt()));
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
