package io.jiraagent.routing.live;

import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;

/** Does not tell the log of routes that come and go: they would be taken for those that run. */
final class QuietContext extends DefaultCamelContext {
    @Override
    protected void logRouteState(Route route, String state, LoggingLevel loggingLevel, int level) {
        // see above
    }
}
