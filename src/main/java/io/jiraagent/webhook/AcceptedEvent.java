package io.jiraagent.webhook;

import java.util.UUID;

/**
 * An event that will be worked on.
 *
 * @param executionId what the sender is told
 * @param duplicate this instance has already put the same event into Kafka; it needs not be put there again
 */
public record AcceptedEvent(UUID executionId, Envelope envelope, boolean duplicate) {}
