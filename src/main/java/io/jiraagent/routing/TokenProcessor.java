package io.jiraagent.routing;

import io.jiraagent.webhook.EventAuthenticator;
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
        exchange.getMessage().setBody(authenticator.byToken(HttpRequests.event(exchange, 0)));
    }
}
