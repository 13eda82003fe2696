package io.jiraagent.routing;

import io.jiraagent.webhook.Refusal;
import io.jiraagent.webhook.RejectedRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a refused request leaves behind: one log line, one counted, and an entry for the list of rejected requests. The
 * entry is dropped when more come than can be written down. Thread-safe.
 */
public final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Predicate<RejectedRequest> list;
    private final Function<UUID, String> tenantOf;
    private final MeterRegistry meters;
    private final Clock clock;

    /**
     * @param list takes an entry unless it is full
     * @param tenantOf name of an agent's tenant, for metrics
     */
    public Refusals(
            Predicate<RejectedRequest> list, Function<UUID, String> tenantOf, MeterRegistry meters, Clock clock) {
        this.list = list;
        this.tenantOf = tenantOf;
        this.meters = meters;
        this.clock = clock;
    }

    void note(Refusal refusal, HttpServerRequest request, long sizeBytes) {
        String reason = refusal.reason().label();
        String agentId = Stream.of(1, 0)
                .map(segment -> HttpRequests.segmentFromEnd(request.path(), segment))
                .filter(segment -> UUID_FORM.matcher(segment).matches())
                .findFirst()
                .orElse(null);
        String client = HttpRequests.client(request);
        String tenant = agentId == null ? "unknown" : tenantOf.apply(UUID.fromString(agentId));
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
            meters.counter("jira_agent.rejected.dropped").increment();
        }
    }
}
