package io.jiraagent.routing;

import io.jiraagent.agent.RetriableAgentException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/** Says which route is missing, and where it belongs. Somebody may be about to add it, so trying again may help. */
final class MissingRouteProcessor implements Processor {
    private static final String AGENT = "direct://agent-";

    @Override
    public void process(Exchange exchange) {
        var cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, DirectConsumerNotAvailableException.class);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, missing(exchange, cause));
    }

    static RetriableAgentException missing(Exchange exchange, Exception cause) {
        String endpoint = exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class);
        String message = endpoint.startsWith(AGENT)
                ? "There is no route for agents of this kind; it belongs into routes/agents/"
                        + endpoint.substring(AGENT.length()).replaceFirst("\\?.*", "") + ".camel.yaml"
                : "The agent's route calls a route that does not exist: " + endpoint;
        return new RetriableAgentException("agent_route_missing", message, cause);
    }
}
