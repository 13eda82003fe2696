package io.jiraagent.routing;

import io.jiraagent.ops.FailingRoutes;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes note of a failure that will be repeated. */
public final class FailingRouteProcessor implements Processor {
    private final FailingRoutes failing;

    public FailingRouteProcessor(FailingRoutes failing) {
        this.failing = failing;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
        failing.failed(exchange.getFromRouteId(), cause);
    }
}
