package io.jiraagent.routing;

import io.jiraagent.problem.ProblemException;
import io.jiraagent.webhook.Refusal;
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

    private final Refusals refusals;

    public ProblemProcessor(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void process(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        ProblemException problem = cause instanceof ProblemException known ? known : unavailable(exchange, cause);
        exchange.getMessage().removeHeaders("*");
        problem.retryAfterSeconds()
                .ifPresent(seconds -> exchange.getMessage().setHeader("Retry-After", Integer.toString(seconds)));
        if (problem instanceof Refusal refusal) {
            refusals.note(
                    refusal,
                    HttpRequests.request(exchange),
                    HttpRequests.request(exchange).bytesRead());
        }
        HttpAnswers.write(exchange, problem.problem());
    }

    private static Refusal unavailable(Exchange exchange, Exception cause) {
        LOG.error("Route {} cannot answer: {}", exchange.getFromRouteId(), cause.toString(), cause);
        return Refusal.unavailable();
    }
}
