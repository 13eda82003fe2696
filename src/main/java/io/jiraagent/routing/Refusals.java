package io.jiraagent.routing;

import io.jiraagent.ops.RefusalSurge;
import io.jiraagent.webhook.Refusal;
import io.jiraagent.webhook.RejectedRequest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a refused request leaves behind: one log line, one counted, an entry for the list of rejected requests, and
 * what is shown to somebody who listens. The entry is dropped when more come than can be written down. Thread-safe.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final Predicate<RejectedRequest> list;
    private final Function<UUID, String> tenantOf;
    private final RefusalSurge surge;
    private final Listener listener;
    private final MeterRegistry meters;
    private final Counter dropped;
    private final Clock clock;

    /** Is told of each. */
    @FunctionalInterface
    public interface Listener {
        /** @param body null unless the sender is known to be genuine */
        void refused(Refusal refusal, HttpServerRequest request, long sizeBytes, byte[] body);
    }

    /**
     * @param list takes an entry unless it is full
     * @param tenantOf name of an agent's tenant, for metrics
     */
    public Refusals(
            Predicate<RejectedRequest> list,
            Function<UUID, String> tenantOf,
            RefusalSurge surge,
            Listener listener,
            MeterRegistry meters,
            Clock clock) {
        this.list = list;
        this.surge = surge;
        this.listener = listener;
        this.tenantOf = tenantOf;
        this.meters = meters;
        this.dropped = meters.counter("jira_agent.rejected.dropped");
        this.clock = clock;
    }

    /** @param body null unless the sender is known to be genuine */
    void note(Refusal refusal, HttpServerRequest request, long sizeBytes, byte[] body) {
        String reason = refusal.reason().label();
        UUID agent = HttpRequests.agentId(request).orElse(null);
        String agentId = agent == null ? null : agent.toString();
        String client = HttpRequests.client(request);
        String tenant = agent == null ? "unknown" : tenantOf.apply(agent);
        LOG.warn(
                "Agent webhook refused: {}, agent {}, tenant {}, client {}, {} bytes",
                reason,
                agentId,
                tenant,
                client,
                sizeBytes);
        meters.counter("jira_agent.events.refused", "reason", reason, "tenant", tenant)
                .increment();
        if (!list.test(new RejectedRequest(clock.instant(), agentId, reason, client, sizeBytes))) {
            dropped.increment();
        }
        surge.refused(new RefusalSurge.Kind("unknown".equals(tenant) ? tenant : agentId, reason));
        listener.refused(refusal, request, sizeBytes, body);
    }
}
