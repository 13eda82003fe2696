package io.jiraagent.routing;

import io.jiraagent.ops.FailingRoutes;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.webhook.AuthenticatedEvent;
import io.jiraagent.webhook.Refusal;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever went wrong on an HTTP route into problem+json. What is not a refusal is our own trouble and answered
 * with 503, never 500: Jira repeats a delivery after 503 and drops it after most others.
 */
public final class ProblemProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemProcessor.class);

    private static final int UNAUTHORIZED = 401;

    private final Refusals refusals;
    private final FailingRoutes failing;

    /** @param failing is told of our own trouble with accepting events */
    public ProblemProcessor(Refusals refusals, FailingRoutes failing) {
        this.refusals = refusals;
        this.failing = failing;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ProblemException problem = cause instanceof ProblemException known ? known : unavailable(exchange, cause);
        byte[] genuineBody = exchange.getMessage().getBody() instanceof AuthenticatedEvent authenticated
                ? authenticated.event().body()
                : null;
        exchange.getMessage().removeHeaders("*");
        problem.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getMessage().setHeader("Retry-After", Integer.toString(seconds)));
        HttpServerRequest request = HttpRequests.request(exchange);
        if (problem instanceof Refusal refusal && EdgeGuard.isDoor(request.path())) {
            refusals.note(refusal, request, request.bytesRead(), genuineBody);
        } else if (problem.problem().status() == UNAUTHORIZED) {
            exchange.getMessage().setHeader("WWW-Authenticate", "Bearer");
        }
        HttpAnswers.write(exchange, problem.problem());
    }

    /** What is answered for our own trouble. */
    static Problem unavailable() {
        return Refusal.unavailable().problem();
    }

    private Refusal unavailable(Exchange exchange, Exception cause) {
        String route = exchange.getFromRouteId();
        if (EdgeGuard.isDoor(HttpRequests.request(exchange).path())) {
            // Kafka's absence fails every request; the health check and this say it once.
            failing.failed(route, cause);
            LOG.debug("Route {} cannot answer", route, cause);
        } else {
            LOG.error("Route {} cannot answer: {}", route, cause.toString(), cause);
        }
        return Refusal.unavailable();
    }
}
