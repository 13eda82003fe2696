package io.jiraagent.routing.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes that nothing is sent to any more; they are removed when nothing is under way on them. Thread-safe. */
public final class RetiredRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(RetiredRoutes.class);

    /** Who has chosen the way just before may not have taken it yet. */
    private static final Duration LEAST_AGE = Duration.ofSeconds(5);

    private final CamelContext context;
    private final Clock clock;
    private final Queue<Group> waiting = new ConcurrentLinkedQueue<>();

    public RetiredRoutes(CamelContext context, Clock clock) {
        this.context = context;
        this.clock = clock;
    }

    /** Routes that call each other go together. */
    private record Group(List<String> ids, Instant since) {}

    void add(List<String> ids) {
        waiting.add(new Group(List.copyOf(ids), clock.instant()));
    }

    /** Removes those that are done; to be called every now and then. */
    public void sweep() {
        Instant now = clock.instant();
        for (Iterator<Group> groups = waiting.iterator(); groups.hasNext(); ) {
            Group group = groups.next();
            boolean idle = group.ids().stream()
                    .allMatch(id -> context.getInflightRepository().size(id) == 0);
            if (idle && group.since().plus(LEAST_AGE).isBefore(now)) {
                groups.remove();
                group.ids().forEach(this::removeNow);
            }
        }
    }

    /** How many routes still wait for their end. */
    public int size() {
        return waiting.stream().mapToInt(group -> group.ids().size()).sum();
    }

    /** Stops and removes a route; nothing happens if there is none. */
    void removeNow(String id) {
        try {
            ServiceStatus status = context.getRouteController().getRouteStatus(id);
            if (status != null) {
                context.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
                context.removeRoute(id);
            }
        } catch (Exception e) {
            LOG.warn("Route {} could not be removed: {}", id, e.toString());
        }
    }
}
