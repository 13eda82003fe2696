package io.jiraagent.routing;

import io.jiraagent.relay.Delivery;
import io.jiraagent.relay.RelayDoor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.crypto.DigitalSignatureConstants;

/** Checks the agent's token; the body is then what is to be signed. */
public final class RelayDoorProcessor implements Processor {
    static final String DELIVERY = "delivery";

    private final RelayDoor door;

    public RelayDoorProcessor(RelayDoor door) {
        this.door = door;
    }

    @Override
    public void process(Exchange exchange) {
        Delivery delivery = door.open(HttpRequests.event(exchange, 0));
        exchange.setVariable(DELIVERY, delivery);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(delivery.content());
        delivery.privateKey().ifPresent(key -> exchange.getMessage()
                .setHeader(DigitalSignatureConstants.SIGNATURE_PRIVATE_KEY, key));
    }
}
