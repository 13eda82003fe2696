package io.jiraagent.routing;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.execution.Claim;
import io.jiraagent.routefile.AgentRoutes;
import io.jiraagent.routefile.AgentWay;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Chooses an attempt's way, and hands what the routes ask of it to them one by one: a path into an object costs more in an
 * expression than the step that it decides about.
 */
public final class AttemptWay implements Processor {
    private final AgentRoutes routes;

    public AttemptWay(AgentRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void process(Exchange exchange) {
        AgentWay way = routes.choose(
                exchange.getVariable("claim", Claim.class), exchange.getVariable("task", AgentTask.class));
        exchange.setVariable("way", way);
        exchange.setVariable("claim", way.claim());
        exchange.setVariable("entry", way.entry());
        exchange.setVariable("filtered", way.filtered());
        exchange.setVariable("resumed", way.claim().resumed());
    }
}
