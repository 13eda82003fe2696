package io.jiraagent.webhook;

import java.util.Optional;
import java.util.UUID;

/**
 * An event that its sender need not send again.
 *
 * @param agentId whose it is
 * @param executionId what the sender is told; null for an event that is ignored
 * @param envelope null for an event that is ignored
 * @param duplicate this instance has already put the same event into Kafka; it needs not be put there again
 * @param ignored why it is not worked on; empty when it is
 */
public record AcceptedEvent(
        UUID agentId, UUID executionId, Envelope envelope, boolean duplicate, Optional<IgnoredReason> ignored) {

    static AcceptedEvent of(UUID executionId, Envelope envelope, boolean duplicate) {
        return new AcceptedEvent(envelope.agentId(), executionId, envelope, duplicate, Optional.empty());
    }

    static AcceptedEvent ignored(UUID agentId, IgnoredReason reason) {
        return new AcceptedEvent(agentId, null, null, false, Optional.of(reason));
    }

    /** Kafka is to have it. */
    public boolean isNew() {
        return !duplicate && ignored.isEmpty();
    }
}
