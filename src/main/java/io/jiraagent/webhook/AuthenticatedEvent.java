package io.jiraagent.webhook;

import io.jiraagent.tenant.Agent;
import java.util.Optional;

/**
 * What the doors hand to the intake.
 *
 * @param signedId the sender's name for the event, where the signature covers it
 */
public record AuthenticatedEvent(Agent agent, IncomingEvent event, Door door, Optional<String> signedId) {}
