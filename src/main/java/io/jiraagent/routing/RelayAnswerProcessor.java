package io.jiraagent.routing;

import io.jiraagent.relay.Delivery;
import io.jiraagent.relay.UpstreamAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Hands on what the upstream answered. What leaves it open whether the event was taken is answered 503. */
public final class RelayAnswerProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(RelayAnswerProcessor.class);
    private static final String RETRY_AFTER = "Retry-After";

    private final MeterRegistry meters;

    public RelayAnswerProcessor(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Delivery delivery = exchange.getVariable(RelayDoorProcessor.DELIVERY, Delivery.class);
        UpstreamAnswer answer = read(exchange);
        meters.counter(
                        "jira_agent.relay.forwarded",
                        "agent",
                        delivery.agent().id().toString(),
                        "status",
                        Integer.toString(answer.status()))
                .increment();
        LOG.atLevel(answer.refused() ? Level.WARN : Level.INFO)
                .log(
                        "Event {} of agent {} forwarded: status {}",
                        delivery.webhookId(),
                        delivery.agent().id(),
                        answer.status());
        if (!answer.decided()) {
            throw new IOException("The upstream of agent " + delivery.agent().id() + " answered with status "
                    + answer.status() + (answer.status() / 100 == 3 ? "; redirects are not followed" : ""));
        }
        exchange.getMessage().removeHeaders("*");
        if (answer.retryAfter() != null) {
            exchange.getMessage().setHeader(RETRY_AFTER, answer.retryAfter());
        }
        HttpAnswers.write(
                exchange,
                answer.status(),
                answer.isJson() ? answer.mediaType() : "application/json",
                answer.isJson() ? ByteBuffer.wrap(answer.body()) : ByteBuffer.allocate(0));
    }

    private static UpstreamAnswer read(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return new UpstreamAnswer(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class),
                exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class),
                exchange.getMessage().getHeader(RETRY_AFTER, String.class),
                body == null ? new byte[0] : body);
    }
}
