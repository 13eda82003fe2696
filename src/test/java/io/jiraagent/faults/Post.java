package io.jiraagent.faults;

import io.jiraagent.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** An event and what became of sending it. Thread-safe. */
final class Post {
    /** Sent, but nothing was answered. */
    static final int BROKEN = -1;
    /** Nobody listened. */
    static final int NOT_CONNECTED = -2;

    final Target target;
    final String body;
    /** The signature is not the agent's. */
    final boolean forged;

    /** Of {@link System#nanoTime()}. */
    final long madeAt = System.nanoTime();

    private int firstStatus;
    private long firstAnsweredAt;
    private final Set<UUID> ids = new LinkedHashSet<>();

    Post(Target target, String body, boolean forged) {
        this.target = target;
        this.body = body;
        this.forged = forged;
    }

    /** An agent as its senders know it. */
    record Target(UUID agentId, UUID tenantId, Behaviour behaviour, String secret) {}

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    String sha256Hex() {
        return HexFormat.of().formatHex(Hashes.sha256(bytes()));
    }

    synchronized void answered(int status) {
        if (firstStatus == 0) {
            firstStatus = status;
            firstAnsweredAt = System.nanoTime();
        }
    }

    /** Of the first time it was sent: an HTTP status, {@link #BROKEN}, {@link #NOT_CONNECTED}; 0 while on its way. */
    synchronized int firstStatus() {
        return firstStatus;
    }

    /** Of {@link System#nanoTime()}. */
    synchronized long firstAnsweredAt() {
        return firstAnsweredAt;
    }

    /** Was not taken, but may be taken another time. */
    boolean turnedAway() {
        return firstStatus() < 0 || firstStatus() / 100 == 5;
    }

    synchronized void accepted(UUID id) {
        ids.add(id);
    }

    /** The ids that a 202 named; more than one only when it was sent under several names. */
    synchronized Set<UUID> ids() {
        return Set.copyOf(ids);
    }
}
