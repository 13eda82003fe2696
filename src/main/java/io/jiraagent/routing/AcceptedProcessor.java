package io.jiraagent.routing;

import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.RecentEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 202. Stands behind the Kafka step, so it runs only when the record is acknowledged. */
public final class AcceptedProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedProcessor.class);

    private final RecentEvents recent;

    public AcceptedProcessor(RecentEvents recent) {
        this.recent = recent;
    }

    @Override
    public void process(Exchange exchange) {
        AcceptedEvent accepted = exchange.getVariable(EnvelopeProcessor.ACCEPTED, AcceptedEvent.class);
        if (!accepted.duplicate()) {
            recent.acknowledged(accepted.envelope());
            LOG.info("Agent execution task enqueued to Kafka: execution {}", accepted.executionId());
        }
        // All parts are UUIDs and constants, so there is nothing to escape.
        String id = accepted.executionId().toString();
        String json = "{\"status\":\"queued\",\"execution_id\":\"" + id
                + "\",\"message\":\"Agent execution queued\",\"status_url\":\"/api/executions/" + id + "\""
                + (accepted.duplicate() ? ",\"duplicate\":true}" : "}");
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.write(exchange, 202, "application/json", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }
}
