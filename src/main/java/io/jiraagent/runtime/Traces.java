package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.outbound.OutboundClient;
import io.jiraagent.routing.TracedRoutes;
import io.jiraagent.tracing.TracedCalls;
import io.jiraagent.tracing.Tracing;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpClientConfigurer;

/** Puts tracing around routes and calls where it is wanted, and nothing where it is not. */
final class Traces implements AutoCloseable {
    private final Tracing tracing;

    Traces(Settings settings) {
        this.tracing = Tracing.to(settings.tracing());
    }

    /** To be called before the routes are there. */
    void routes(CamelContext context) {
        if (!tracing.off()) {
            context.addRoutePolicyFactory(new TracedRoutes(tracing.tracer()));
        }
    }

    HttpClientConfigurer calls(OutboundClient client) {
        if (tracing.off()) {
            return client::configure;
        }
        return builder -> {
            client.configure(builder);
            builder.addExecInterceptorFirst("traced", new TracedCalls(tracing.tracer()));
        };
    }

    @Override
    public void close() {
        tracing.close();
    }
}
