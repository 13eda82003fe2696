package io.jiraagent.routing;

import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.EnvelopeCodec;
import io.jiraagent.webhook.EventIntake;
import io.jiraagent.webhook.IntakeTopics;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Makes the Kafka record of an authenticated event, if there is to be one; nothing but the record's key and topic is left in the headers. */
public final class EnvelopeProcessor implements Processor {
    static final String ACCEPTED = "accepted";
    /** A variable of its own: an expression follows a path into an object by reflection, for each event. */
    private static final String IS_NEW = "isNew";

    /** Exchange property: the topic that the record goes to. */
    static final String TOPIC = "intake-topic";
    /** Property: since when the record is on its way to Kafka, by {@link System#nanoTime}. */
    static final String SENT_AT = "sentAt";

    private final EventIntake intake;
    private final EnvelopeCodec codec;
    private final IntakeTopics topics;

    public EnvelopeProcessor(EventIntake intake, EnvelopeCodec codec, IntakeTopics topics) {
        this.intake = intake;
        this.codec = codec;
        this.topics = topics;
    }

    @Override
    public void process(Exchange exchange) {
        AuthenticatedEvent authenticated = exchange.getMessage().getBody(AuthenticatedEvent.class);
        AcceptedEvent accepted =
                intake.accept(authenticated, exchange.getProperty(TracedRoutes.TRACEPARENT, String.class));
        exchange.setVariable(ACCEPTED, accepted);
        exchange.setVariable(IS_NEW, accepted.isNew());
        exchange.getMessage().removeHeaders("*");
        if (!accepted.isNew()) {
            return;
        }
        exchange.getMessage()
                .setHeader(KafkaConstants.KEY, accepted.envelope().recordKey().getBytes(StandardCharsets.UTF_8));
        String topic = topics.own(accepted.envelope().tenantId()).orElse(IntakeTopics.SHARED);
        exchange.setProperty(TOPIC, topic);
        exchange.getMessage().setHeader(KafkaConstants.OVERRIDE_TOPIC, topic);
        exchange.getMessage().setBody(codec.write(accepted.envelope()));
        exchange.setProperty(SENT_AT, System.nanoTime());
    }
}
