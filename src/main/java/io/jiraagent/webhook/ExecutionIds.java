package io.jiraagent.webhook;

import io.jiraagent.secret.Hashes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Gives an event its execution id. The id depends on the event alone, so the same event gets the same id on every
 * instance without a look-up, and a primary key makes it run once. The ids have the shape of UUIDv7
 * (<a href="https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7">RFC 9562</a>); nobody without the server key
 * can foretell them. Thread-safe.
 */
public final class ExecutionIds {
    private final byte[] serverKey;
    private final long windowMillis;

    /**
     * @param serverKey the same on all instances
     * @param repeatWindow within it, an event without a time of its own counts as the same event
     */
    public ExecutionIds(byte[] serverKey, Duration repeatWindow) {
        this.serverKey = serverKey.clone();
        this.windowMillis = repeatWindow.toMillis();
    }

    /** For an event that carries its own time inside the authenticated body. */
    public UUID ofTimedBody(UUID agentId, byte[] bodySha256, Instant timestamp) {
        return of(timestamp.toEpochMilli(), agentId, (byte) 1, bodySha256, 0);
    }

    /** For an event that says no time: the same until the window ends. */
    public UUID ofUntimedBody(UUID agentId, byte[] bodySha256, Instant receivedAt) {
        long window = Math.floorDiv(receivedAt.toEpochMilli(), windowMillis);
        return of(window * windowMillis, agentId, (byte) 2, bodySha256, window);
    }

    /** For an event that its sender has named ({@code webhook-id}, {@code Idempotency-Key}). */
    public UUID ofSendersKey(UUID agentId, String key) {
        return ofName(agentId, (byte) 3, key);
    }

    /** For an event whose name is signed: no unsigned name leads to the same id, so nobody can take it beforehand. */
    public UUID ofSignedId(UUID agentId, String id) {
        return ofName(agentId, (byte) 4, id);
    }

    private UUID ofName(UUID agentId, byte form, String name) {
        byte[] hash = Hashes.sha256(name.getBytes(StandardCharsets.UTF_8));
        byte[] digest = Hashes.hmacSha256(serverKey, bytes(agentId), new byte[] {form}, hash);
        return shape(ByteBuffer.wrap(digest, 16, 8).getLong() >>> 16, digest);
    }

    private UUID of(long millis, UUID agentId, byte form, byte[] hash, long window) {
        byte[] digest = Hashes.hmacSha256(
                serverKey,
                bytes(agentId),
                new byte[] {form},
                hash,
                ByteBuffer.allocate(8).putLong(window).array());
        return shape(millis, digest);
    }

    private static UUID shape(long millis, byte[] digest) {
        ByteBuffer random = ByteBuffer.wrap(digest);
        long high = (millis << 16) | 0x7000L | (random.getShort() & 0x0FFFL);
        long low = (random.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
