package io.jiraagent.runtime;

import io.jiraagent.routing.live.ManyRoutesContext;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** Runs the routes in a context that has room for those of many tenants; leaves it to others to stop them in good order. */
final class ProgramMain extends Main {
    ProgramMain() {
        // The usual one ends them by a hook of its own, or waits 45 s for an end that does not come.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
    }

    @Override
    protected CamelContext createCamelContext() {
        return new ManyRoutesContext(registry);
    }
}
