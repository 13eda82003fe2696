package io.jiraagent.routing;

import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.IgnoredReason;
import io.jiraagent.webhook.LogContext;
import io.jiraagent.webhook.RecentEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers 202. Stands behind the Kafka step, so a new event is answered only when its record is acknowledged. */
public final class AcceptedProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedProcessor.class);

    private final RecentEvents recent;
    private final AgentDirectory agents;
    private final Listening listening;
    private final EventsUnderWay underWay;
    private final MeterRegistry meters;
    private final Timer received;
    private final Timer produced;

    public AcceptedProcessor(
            RecentEvents recent,
            AgentDirectory agents,
            Listening listening,
            EventsUnderWay underWay,
            MeterRegistry meters) {
        this.underWay = underWay;
        this.listening = listening;
        this.recent = recent;
        this.agents = agents;
        this.meters = meters;
        this.received = meters.timer("jira_agent.receive");
        this.produced = meters.timer("jira_agent.produce");
    }

    @Override
    public void process(Exchange exchange) {
        AcceptedEvent event = exchange.getVariable(EnvelopeProcessor.ACCEPTED, AcceptedEvent.class);
        if (event.isNew()) {
            underWay.acknowledged(exchange.getProperty(EnvelopeProcessor.TOPIC, String.class));
        }
        HttpServerRequest request = HttpRequests.request(exchange);
        listening.accepted(event, request, body(exchange, event));
        measure(exchange);
        String json = event.ignored().map(reason -> ignored(event, reason)).orElseGet(() -> accepted(event));
        exchange.getMessage().removeHeaders("*");
        HttpAnswers.write(exchange, 202, "application/json", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    private void measure(Exchange exchange) {
        Long sentAt = exchange.getProperty(EnvelopeProcessor.SENT_AT, Long.class);
        if (sentAt != null) {
            produced.record(System.nanoTime() - sentAt, TimeUnit.NANOSECONDS);
        }
        received.record(exchange.getClock().elapsed(), TimeUnit.MILLISECONDS);
    }

    private static byte[] body(Exchange exchange, AcceptedEvent event) {
        return event.envelope() == null
                ? exchange.getMessage()
                        .getBody(AuthenticatedEvent.class)
                        .event()
                        .body()
                : event.envelope().body();
    }

    /** All parts are constants, so there is nothing to escape; in {@link #accepted} they are UUIDs besides. */
    private String ignored(AcceptedEvent event, IgnoredReason reason) {
        String tenant = agents.tenantOf(event.agentId());
        meters.counter("jira_agent.events.ignored", "reason", reason.label(), "tenant", tenant)
                .increment();
        LOG.info("Agent webhook ignored: {}, agent {}, tenant {}", reason.label(), event.agentId(), tenant);
        return "{\"status\":\"ignored\",\"reason\":\"" + reason.label() + "\",\"message\":\"" + reason.message()
                + "\"}";
    }

    private String accepted(AcceptedEvent event) {
        Envelope envelope = event.envelope();
        meters.counter(
                        event.duplicate() ? "jira_agent.events.duplicate" : "jira_agent.events.accepted",
                        "tenant",
                        agents.tenantOf(envelope.agentId()))
                .increment();
        if (!event.duplicate()) {
            recent.acknowledged(envelope);
            LogContext.during(
                    event.executionId(),
                    envelope.agentId(),
                    envelope.tenantId(),
                    () -> LOG.info(
                            "Agent execution task enqueued to Kafka: execution {}, agent {}, tenant {}",
                            event.executionId(),
                            envelope.agentId(),
                            envelope.tenantId()));
        }
        String id = event.executionId().toString();
        return "{\"status\":\"queued\",\"execution_id\":\"" + id
                + "\",\"message\":\"Agent execution queued\",\"status_url\":\"/api/executions/" + id + "\""
                + (event.duplicate() ? ",\"duplicate\":true}" : "}");
    }
}
