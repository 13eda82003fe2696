package io.jiraagent.runtime;

import io.jiraagent.testing.RunningProgram;
import org.apache.camel.CamelContext;

/** Lets a test not wait for a scheduler. */
public final class TestSchedules {
    private TestSchedules() {}

    /** The route's next run is within a second or two. */
    public static void soon(RunningProgram program, String route) {
        CamelContext context = program.application().camelContext();
        try {
            context.getRouteController().stopRoute(route);
            context.getRouteController().startRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
