package io.jiraagent.routing.live;

import io.jiraagent.routefile.Findings;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;

/** Camel looks for the component of a dynamic address only when a message comes. */
final class UnknownSchemes {
    private UnknownSchemes() {}

    static void check(RouteDefinition route, CamelContext context, Findings findings) {
        for (ToDynamicDefinition to :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDynamicDefinition.class)) {
            String scheme = to.getUri().replaceFirst(":.*", "");
            if (scheme.matches("[a-z0-9-]+") && context.getComponent(scheme, true, false) == null) {
                findings.error(to.getLineNumber() + 1, "There is no component '" + scheme + "'", "");
            }
        }
    }
}
