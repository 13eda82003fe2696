package io.jiraagent.routing;

import io.jiraagent.relay.Delivery;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.crypto.DigitalSignatureConstants;

/** Makes the request to the upstream: the exact bytes received, their signature, and nothing else of the sender's. */
public final class RelayRequestProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        Delivery delivery = exchange.getVariable(RelayDoorProcessor.DELIVERY, Delivery.class);
        Optional<String> signature =
                Optional.ofNullable(exchange.getMessage().getHeader(DigitalSignatureConstants.SIGNATURE, String.class));
        exchange.getMessage().removeHeaders("*");
        delivery.headers(signature).forEach(exchange.getMessage()::setHeader);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage()
                .setHeader(Exchange.HTTP_URI, delivery.agent().upstream().toString());
        exchange.getMessage().setBody(delivery.body());
    }
}
