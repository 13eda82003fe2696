package io.jiraagent.routing;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** Makes the body a map of the readiness checks that say no, with what they say. */
public final class ReadinessProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        Map<String, String> down = new TreeMap<>();
        for (HealthCheck.Result result : HealthCheckHelper.invokeReadiness(exchange.getContext(), "full")) {
            if (result.getState() == HealthCheck.State.DOWN) {
                down.put(result.getCheck().getId(), result.getMessage().orElse("down"));
            }
        }
        exchange.getMessage().setBody(down);
    }
}
