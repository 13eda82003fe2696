package io.jiraagent.routing;

import io.jiraagent.ops.RefusalSurge;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.webhook.Refusal;
import io.jiraagent.webhook.RejectedRequest;
import io.jiraagent.webhook.RejectedRequests;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a refused request leaves behind: one log line, one counted, an entry for the list of rejected requests, and
 * what is shown to somebody who listens. The
 * entry is dropped when more come than can be written down. Thread-safe.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final RejectedRequests list;
    private final AgentDirectory agents;
    private final RefusalSurge surge;
    private final Listening listening;
    private final MeterRegistry meters;
    private final Clock clock;

    public Refusals(
            RejectedRequests list,
            AgentDirectory agents,
            RefusalSurge surge,
            Listening listening,
            MeterRegistry meters,
            Clock clock) {
        this.list = list;
        this.surge = surge;
        this.listening = listening;
        this.agents = agents;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param body null unless the sender is known to be genuine */
    void note(Refusal refusal, HttpServerRequest request, long sizeBytes, byte[] body) {
        String reason = refusal.reason().label();
        UUID agent = HttpRequests.agentId(request).orElse(null);
        String agentId = agent == null ? null : agent.toString();
        String client = HttpRequests.client(request);
        String tenant = agent == null ? "unknown" : agents.tenantOf(agent);
        LOG.warn(
                "Agent webhook refused: {}, agent {}, tenant {}, client {}, {} bytes",
                reason,
                agentId,
                tenant,
                client,
                sizeBytes);
        meters.counter("jira_agent.events.refused", "reason", reason, "tenant", tenant)
                .increment();
        if (!list.offer(new RejectedRequest(clock.instant(), agentId, reason, client, sizeBytes))) {
            meters.counter("jira_agent.rejected.dropped").increment();
        }
        surge.refused(new RefusalSurge.Kind("unknown".equals(tenant) ? tenant : agentId, reason));
        listening.refused(refusal, request, sizeBytes, body);
    }
}
