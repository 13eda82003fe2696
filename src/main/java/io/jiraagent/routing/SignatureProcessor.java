package io.jiraagent.routing;

import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.EventAuthenticator;
import io.jiraagent.webhook.IncomingEvent;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Checks the HMAC signature over the raw bytes of {@code /webhook/agents/{agent_id}/webhook}. */
public final class SignatureProcessor implements Processor {
    private final EventAuthenticator authenticator;

    public SignatureProcessor(EventAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void process(Exchange exchange) {
        IncomingEvent event = HttpRequests.event(exchange, 1);
        exchange.getMessage().setBody(new AuthenticatedEvent(authenticator.bySignature(event), event, Door.WEBHOOK));
    }
}
