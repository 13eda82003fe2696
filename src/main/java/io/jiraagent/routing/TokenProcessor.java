package io.jiraagent.routing;

import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.EventAuthenticator;
import io.jiraagent.webhook.IncomingEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Checks the agent's token of {@code /jira/automation/{agent_id}}. */
public final class TokenProcessor implements Processor {
    private final EventAuthenticator authenticator;

    public TokenProcessor(EventAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void process(Exchange exchange) {
        IncomingEvent event = HttpRequests.event(exchange, 0);
        exchange.getMessage().setBody(new AuthenticatedEvent(authenticator.byToken(event), event, Door.AUTOMATION));
    }
}
