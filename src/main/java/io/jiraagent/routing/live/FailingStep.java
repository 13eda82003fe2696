package io.jiraagent.routing.live;

import io.jiraagent.routefile.RouteFile;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/** Finds the step of a route that Camel cannot make, by making the steps one by one. */
final class FailingStep {
    private static final String PROBE = "probe";

    private final DefaultCamelContext context;
    private final CamelYaml yaml;

    FailingStep(DefaultCamelContext context, CamelYaml yaml) {
        this.context = context;
        this.yaml = yaml;
    }

    /** @return the line of the innermost step that fails by itself, from 1; that of the route if none does */
    int line(RouteFile file, RouteDefinition failed) {
        try {
            for (RouteDefinition route : yaml.routes(file)) {
                if (failed.getId().equals(route.getId())) {
                    return line(route.getOutputs(), failed.getLineNumber() + 1);
                }
            }
        } catch (Exception e) {
            return failed.getLineNumber() + 1;
        }
        return failed.getLineNumber() + 1;
    }

    private int line(List<ProcessorDefinition<?>> steps, int otherwise) {
        for (ProcessorDefinition<?> step : List.copyOf(steps)) {
            int within = line(step.getOutputs(), 0);
            if (within > 0) {
                return within;
            }
            if (fails(step)) {
                return step.getLineNumber() + 1;
            }
        }
        return otherwise;
    }

    /** A branch of a choice cannot stand alone; what is wrong with it is found in its steps, or at the choice. */
    private boolean fails(ProcessorDefinition<?> step) {
        if (isBranch(step)) {
            return false;
        }
        RouteDefinition probe = new RouteDefinition("direct:" + PROBE);
        probe.setId(PROBE);
        probe.getOutputs().add(step);
        boolean fails = false;
        try {
            yaml.prepare(probe);
            context.addRouteDefinition(probe);
        } catch (Exception e) {
            fails = true;
        }
        discard(probe);
        return fails;
    }

    private void discard(RouteDefinition probe) {
        try {
            context.removeRouteDefinition(probe);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isBranch(ProcessorDefinition<?> step) {
        String name = step.getShortName();
        return name.equals("when") || name.equals("otherwise") || name.equals("doCatch") || name.equals("doFinally");
    }
}
