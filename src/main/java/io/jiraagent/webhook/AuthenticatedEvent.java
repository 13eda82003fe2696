package io.jiraagent.webhook;

import io.jiraagent.tenant.Agent;

/** What the doors hand to the intake. */
public record AuthenticatedEvent(Agent agent, IncomingEvent event, Door door) {}
