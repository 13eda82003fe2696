package io.jiraagent.routing;

import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.RecentEvents;
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
    private final AgentDirectory agents;
    private final MeterRegistry meters;

    public AcceptedProcessor(RecentEvents recent, AgentDirectory agents, MeterRegistry meters) {
        this.recent = recent;
        this.agents = agents;
        this.meters = meters;
    }

    @Override
    public void process(Exchange exchange) {
        AcceptedEvent event = exchange.getVariable(EnvelopeProcessor.ACCEPTED, AcceptedEvent.class);
        Envelope envelope = event.envelope();
        meters.counter(
                        event.duplicate() ? "jira_agent.events.duplicate" : "jira_agent.events.accepted",
                        "tenant",
                        agents.tenantOf(envelope.agentId()))
                .increment();
        if (!event.duplicate()) {
            recent.acknowledged(envelope);
            LOG.info(
                    "Agent execution task enqueued to Kafka: execution {}, agent {}, tenant {}",
                    event.executionId(),
                    envelope.agentId(),
                    envelope.tenantId());
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
