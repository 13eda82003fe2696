package io.jiraagent.runtime;

import io.jiraagent.ops.RefusalSurge;
import io.jiraagent.ops.RefusalsHealth;
import io.jiraagent.routing.Listening;
import io.jiraagent.routing.Refusals;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.webhook.HeardRequests;
import io.jiraagent.webhook.RejectedRequests;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/**
 * What takes note of requests that are refused, and shows requests to those who listen.
 *
 * @param heard what somebody who listens has not been shown yet
 */
record RefusalBeans(Refusals refusals, HeardRequests heard, Listening listening) {
    static RefusalBeans bind(
            Registry registry, RejectedRequests rejected, AgentDirectory directory, MeterRegistry meters, Clock clock) {
        HeardRequests heard = new HeardRequests();
        Listening listening = new Listening(heard, directory, new PayloadReader(), clock);
        RefusalSurge surge = new RefusalSurge(meters, System::nanoTime);
        registry.bind("refusals-health", new RefusalsHealth(surge));
        Refusals refusals = new Refusals(rejected::offer, directory::tenantOf, surge, listening, meters, clock);
        return new RefusalBeans(refusals, heard, listening);
    }
}
