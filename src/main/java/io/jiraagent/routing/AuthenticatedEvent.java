package io.jiraagent.routing;

import io.jiraagent.tenant.Agent;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.IncomingEvent;

/** What the doors hand to the intake. */
public record AuthenticatedEvent(Agent agent, IncomingEvent event, Door door) {}
