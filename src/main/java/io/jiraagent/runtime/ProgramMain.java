package io.jiraagent.runtime;

import io.jiraagent.routing.live.ManyRoutesContext;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Runs the routes in a context that has room for those of many tenants. */
final class ProgramMain extends Main {
    @Override
    protected CamelContext createCamelContext() {
        return new ManyRoutesContext(registry);
    }
}
