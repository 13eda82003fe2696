package io.jiraagent.routing;

import io.jiraagent.webhook.EventAuthenticator;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Checks the signature over the raw bytes of {@code /webhook/agents/{agent_id}/webhook}. */
public final class SignatureProcessor implements Processor {
    private final EventAuthenticator authenticator;

    public SignatureProcessor(EventAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(authenticator.bySignature(HttpRequests.event(exchange, 1)));
    }
}
