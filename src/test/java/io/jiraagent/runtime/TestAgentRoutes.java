package io.jiraagent.runtime;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.testing.RunningProgram;
import java.util.function.Function;
import org.apache.camel.builder.RouteBuilder;

/** Adds agents to the running program that behave as a test needs it. */
public final class TestAgentRoutes {
    private TestAgentRoutes() {}

    /** A route {@code direct:agent-<kind>} whose answer the function gives, or throws. */
    public static void add(RunningProgram program, String kind, Function<AgentTask, Object> agent) {
        try {
            program.application().camelContext().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:agent-" + kind)
                            .routeId("agent-" + kind)
                            .errorHandler(noErrorHandler())
                            .process(exchange -> exchange.getMessage()
                                    .setBody(agent.apply(exchange.getMessage().getBody(AgentTask.class))));
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
