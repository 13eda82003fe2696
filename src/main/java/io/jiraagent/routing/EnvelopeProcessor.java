package io.jiraagent.routing;

import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.EnvelopeCodec;
import io.jiraagent.webhook.EventIntake;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Makes the Kafka record of an authenticated event; nothing but the record's key is left in the headers. */
public final class EnvelopeProcessor implements Processor {
    static final String ACCEPTED = "accepted";

    private final EventIntake intake;
    private final EnvelopeCodec codec;

    public EnvelopeProcessor(EventIntake intake, EnvelopeCodec codec) {
        this.intake = intake;
        this.codec = codec;
    }

    @Override
    public void process(Exchange exchange) {
        AuthenticatedEvent authenticated = exchange.getMessage().getBody(AuthenticatedEvent.class);
        AcceptedEvent accepted = intake.accept(authenticated.agent(), authenticated.event(), authenticated.door());
        exchange.setVariable(ACCEPTED, accepted);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setHeader(KafkaConstants.KEY, accepted.envelope().recordKey().getBytes(StandardCharsets.UTF_8));
        exchange.getMessage().setBody(codec.write(accepted.envelope()));
    }
}
