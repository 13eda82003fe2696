package io.jiraagent.routing.live;

import org.apache.camel.LoggingLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Registry;

/**
 * A context to which a route is added at a price that does not grow with those that it has. Camel removes a route of the
 * same id before it adds one, and collects the endpoints of all routes to do so, whether there is such a route or not.
 */
public class ManyRoutesContext extends DefaultCamelContext {
    /** @param registry holds the beans that routes name */
    public ManyRoutesContext(Registry registry) {
        super(false);
        getCamelContextExtension().setRegistry(registry);
    }

    @Override
    public boolean removeRoute(String routeId) throws Exception {
        return getRouteStatus(routeId) != null && super.removeRoute(routeId);
    }

    @Override
    protected boolean removeRoute(String routeId, LoggingLevel loggingLevel) throws Exception {
        return getRouteStatus(routeId) != null && super.removeRoute(routeId, loggingLevel);
    }
}
