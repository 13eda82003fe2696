package io.jiraagent.routing;

import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.RecentEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
    private final Counter accepted;
    private final Counter duplicates;

    public AcceptedProcessor(RecentEvents recent, MeterRegistry meters) {
        this.recent = recent;
        this.accepted = meters.counter("jira_agent.events.accepted");
        this.duplicates = meters.counter("jira_agent.events.duplicate");
    }

    @Override
    public void process(Exchange exchange) {
        AcceptedEvent event = exchange.getVariable(EnvelopeProcessor.ACCEPTED, AcceptedEvent.class);
        (event.duplicate() ? duplicates : accepted).increment();
        if (!event.duplicate()) {
            recent.acknowledged(event.envelope());
            LOG.info("Agent execution task enqueued to Kafka: execution {}", event.executionId());
        }
        // All parts are UUIDs and constants, so there is nothing to escape.
        String id = event.executionId().toString();
        String json = "{\"status\":\"queued\",\"execution_id\":\"" + id
                + "\",\"message\":\"Agent execution queued\",\"status_url\":\"/api/executions/" + id + "\""
                + (event.duplicate() ? ",\"duplicate\":true}" : "}");
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.write(exchange, 202, "application/json", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }
}
