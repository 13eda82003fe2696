package io.jiraagent.runtime;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.testing.RunningProgram;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/** Adds agents to the running program that behave as a test needs it. */
public final class TestAgentRoutes {
    private TestAgentRoutes() {}

    /** A route {@code direct:agent-<kind>} whose answer the function gives, or throws. */
    public static void add(RunningProgram program, String kind, Function<AgentTask, Object> agent) {
        addSteps(program, kind, route -> route.errorHandler(new NoErrorHandlerDefinition())
                .process(exchange -> exchange.getMessage()
                        .setBody(agent.apply(exchange.getMessage().getBody(AgentTask.class)))));
    }

    /** A route {@code direct:agent-<kind>} with steps of its own. */
    public static void addSteps(RunningProgram program, String kind, Consumer<RouteDefinition> steps) {
        try {
            program.application().camelContext().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    steps.accept(from("direct:agent-" + kind).routeId("agent-" + kind));
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
