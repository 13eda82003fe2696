package io.jiraagent.ops;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when an agent's requests are refused again and again for the same reason, as they are after a secret was rotated
 * at one end only. What is refused once a day by chance is no surge. Each process counts what it refuses. Thread-safe.
 */
public final class RefusalSurge {
    /** So many refusals of one agent for one reason within {@link #WINDOW} are a surge. */
    static final int THRESHOLD = 30;

    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(RefusalSurge.class);
    private static final int MAX_KINDS = 10_000;

    private final Cache<Kind, Recent> kinds = Caffeine.newBuilder()
            .maximumSize(MAX_KINDS)
            .expireAfterAccess(WINDOW)
            .build();
    private final MeterRegistry meters;
    private final LongSupplier nanoTime;

    /**
     * @param meters gets the gauge {@code jira_agent.refusals.surge}: 1 while there is one
     * @param nanoTime moves evenly, whatever happens to the wall clock: {@link System#nanoTime}
     */
    public RefusalSurge(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /**
     * What is refused, and why.
     *
     * @param agent its id; {@code unknown} where the address names none that there is
     */
    public record Kind(String agent, String reason) {}

    /** The times of the last refusals, at the most as many as make a surge: how many more there were is for the counters. */
    private static final class Recent {
        private final Deque<Long> times = new ArrayDeque<>(THRESHOLD);
        private boolean surging;
    }

    /** To be called for each refusal. */
    public void refused(Kind kind) {
        Recent recent = kinds.get(kind, k -> new Recent());
        boolean begins;
        synchronized (recent) {
            if (recent.times.size() == THRESHOLD) {
                recent.times.removeFirst();
            }
            recent.times.addLast(nanoTime.getAsLong());
            boolean before = recent.surging;
            recent.surging = inWindow(recent) == THRESHOLD;
            begins = recent.surging && !before;
        }
        if (begins) {
            LOG.warn(
                    "Requests to agent {} are refused again and again: {}, {} times within {} minutes",
                    kind.agent(),
                    kind.reason(),
                    THRESHOLD,
                    WINDOW.toMinutes());
            Gauge.builder("jira_agent.refusals.surge", () -> count(kind) == THRESHOLD ? 1 : 0)
                    .tag("agent", kind.agent())
                    .tag("reason", kind.reason())
                    .description("1 while requests to the agent are refused again and again for this reason")
                    .register(meters);
        }
    }

    /** Those of now. */
    public List<Kind> current() {
        return kinds.asMap().keySet().stream()
                .filter(kind -> count(kind) == THRESHOLD)
                .toList();
    }

    private int count(Kind kind) {
        Recent recent = kinds.policy().getIfPresentQuietly(kind);
        if (recent == null) {
            return 0;
        }
        synchronized (recent) {
            return inWindow(recent);
        }
    }

    private int inWindow(Recent recent) {
        long from = nanoTime.getAsLong() - WINDOW.toNanos();
        while (!recent.times.isEmpty() && recent.times.peekFirst() - from < 0) {
            recent.times.removeFirst();
        }
        return recent.times.size();
    }
}
