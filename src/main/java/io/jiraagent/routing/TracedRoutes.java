package io.jiraagent.routing;

import io.jiraagent.execution.Claim;
import io.jiraagent.execution.Outcome;
import io.jiraagent.jira.CommentJob;
import io.jiraagent.tracing.TraceParent;
import io.jiraagent.webhook.AcceptedEvent;
import io.jiraagent.webhook.IntakeTopics;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

/**
 * Makes spans of the routes between post and comment. They say which execution, tenant and agent, how often and with what
 * outcome; nothing of a ticket, a header or an address is in them.
 */
public final class TracedRoutes implements RoutePolicyFactory {
    /** Exchange property: what an event's envelope tells of its trace; null where nothing is traced. */
    static final String TRACEPARENT = "traceparent";

    private static final int SERVER_ERROR = 500;

    private final Tracer tracer;
    private final Map<String, RoutePolicy> policies;

    /** @param tracer makes the spans */
    public TracedRoutes(Tracer tracer) {
        this.tracer = tracer;
        this.policies = Map.of(
                "webhook-receive", receiving("/webhook/agents/{agent_id}/webhook"),
                "automation-receive", receiving("/jira/automation/{agent_id}"),
                "event-enqueue", new SpanPolicy("send", false, this::send, TracedRoutes::sent),
                "execution-run", new SpanPolicy("attempt", true, this::attempt, TracedRoutes::ended),
                "jira-comment-send", new SpanPolicy("comment", true, this::comment, TracedRoutes::failure));
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return policies.get(routeId);
    }

    private RoutePolicy receiving(String path) {
        Function<Exchange, SpanBuilder> begin = exchange -> tracer.spanBuilder("POST " + path)
                .setSpanKind(SpanKind.SERVER)
                .setNoParent()
                // The sender's trace is the sender's: whether and where ours is recorded is not its to say.
                .addLink(TraceParent.span(HttpRequests.request(exchange).getHeader(TraceParent.HEADER)))
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", path);
        return new SpanPolicy("receive", false, begin, TracedRoutes::answered);
    }

    private static void answered(Exchange exchange, Span span) {
        Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null) {
            span.setAttribute("http.response.status_code", status);
        }
        if (status == null || status >= SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
        AcceptedEvent event = exchange.getVariable(EnvelopeProcessor.ACCEPTED, AcceptedEvent.class);
        if (event != null && event.envelope() != null) {
            ids(span, event.executionId(), event.envelope().tenantId(), event.agentId());
        }
    }

    private SpanBuilder send(Exchange exchange) {
        return tracer.spanBuilder("send " + IntakeTopics.SHARED)
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(Context.root().with(SpanPolicy.span(exchange, "receive")))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "send");
    }

    private static void sent(Exchange exchange, Span span) {
        String topic = exchange.getProperty(EnvelopeProcessor.TOPIC, String.class);
        if (topic != null) {
            span.setAttribute("messaging.destination.name", topic);
        }
        Long offset = exchange.getMessage().getHeader(KafkaConstants.OFFSET, Long.class);
        if (offset != null) {
            span.setAttribute("messaging.kafka.offset", offset);
        }
        failure(exchange, span);
    }

    private SpanBuilder attempt(Exchange exchange) {
        Claim claim = exchange.getMessage().getBody(Claim.class);
        return tracer.spanBuilder("attempt " + claim.kind())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(TraceParent.context(claim.traceparent()))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("jira_agent.epoch", (long) claim.epoch())
                .setAttribute("jira_agent.attempt", (long) claim.attempt())
                .setAttribute("jira_agent.asked_agent_id", claim.asked().id().toString());
    }

    private static void ended(Exchange exchange, Span span) {
        Claim claim = exchange.getVariable("claim", Claim.class);
        if (claim != null) {
            ids(span, claim.executionId(), claim.tenantId(), claim.agentId());
        }
        if (exchange.getMessage().getBody() instanceof Outcome outcome) {
            span.setAttribute("jira_agent.outcome", outcome.outcome().name().toLowerCase(Locale.ROOT));
            if (outcome.error() != null) {
                span.setAttribute("error.type", outcome.error().reason()).setStatus(StatusCode.ERROR);
            }
        } else {
            // The route was stopped on its way, and its guard has seen to the outcome.
            span.setStatus(StatusCode.ERROR);
        }
    }

    private SpanBuilder comment(Exchange exchange) {
        CommentJob job = exchange.getMessage().getBody(CommentJob.class);
        return tracer.spanBuilder("comment")
                .setParent(TraceParent.context(job.traceparent()))
                .setAttribute("jira_agent.attempt", (long) job.attempt())
                .setAttribute("jira_agent.execution_id", job.executionId().toString())
                .setAttribute("jira_agent.tenant_id", job.tenantId().toString())
                .setAttribute("jira_agent.agent_id", job.agentId().toString());
    }

    private static void ids(Span span, UUID execution, UUID tenant, UUID agent) {
        span.setAttribute("jira_agent.execution_id", String.valueOf(execution))
                .setAttribute("jira_agent.tenant_id", String.valueOf(tenant))
                .setAttribute("jira_agent.agent_id", String.valueOf(agent));
    }

    /** By its class alone: the message may hold what a sender, an agent or Jira has written. */
    private static void failure(Exchange exchange, Span span) {
        Throwable failure = exchange.getException();
        if (failure == null) {
            failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        if (failure != null) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", failure.getClass().getName());
        }
    }
}
