package io.jiraagent.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that fail again and again, and why. A route counts as failing until it has not failed for a while: each of
 * them repeats within seconds what it could not do. Thread-safe.
 */
public final class FailingRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FailingRoutes.class);

    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Duration LOG_AGAIN = Duration.ofSeconds(30);

    private final Map<String, Failing> routes = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final LongSupplier nanoTime;

    /**
     * @param meters gets the gauge {@code jira_agent.route.failing}: for how long a route has been failing, in seconds
     * @param nanoTime moves evenly, whatever happens to the wall clock: {@link System#nanoTime}
     */
    public FailingRoutes(MeterRegistry meters, LongSupplier nanoTime) {
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** Since when a route fails, and what it said last. */
    private static final class Failing {
        private long since;
        private long last;
        private long logged;
        private String cause = "";
    }

    /** Logs the first of a series, and now and then another. */
    public void failed(String routeId, Throwable cause) {
        Failing failing = routes.computeIfAbsent(routeId, this::watch);
        long now = nanoTime.getAsLong();
        synchronized (failing) {
            boolean first = failing.last == 0 || now - failing.last > QUIET.toNanos();
            if (first) {
                failing.since = now;
            }
            failing.last = now;
            failing.cause = message(cause);
            if (first || now - failing.logged > LOG_AGAIN.toNanos()) {
                failing.logged = now;
                LOG.warn("Route {} fails, and will try again: {}", routeId, failing.cause);
            }
        }
    }

    /**
     * Route ids with what each failed of.
     *
     * @param least for how long they have to have failed already
     */
    public Map<String, String> current(Duration least) {
        Map<String, String> current = new TreeMap<>();
        routes.forEach((id, failing) -> {
            if (seconds(failing) >= least.toSeconds()) {
                synchronized (failing) {
                    current.put(id, failing.cause);
                }
            }
        });
        return current;
    }

    private Failing watch(String routeId) {
        Failing failing = new Failing();
        Gauge.builder("jira_agent.route.failing", failing, f -> Math.max(0, seconds(f)))
                .tag("route", routeId)
                .baseUnit("seconds")
                .description("For how long the route has been failing; 0 while it works")
                .register(meters);
        return failing;
    }

    /** Negative when it works. */
    private double seconds(Failing failing) {
        long now = nanoTime.getAsLong();
        synchronized (failing) {
            return failing.last == 0 || now - failing.last > QUIET.toNanos() ? -1 : (now - failing.since) / 1e9;
        }
    }

    /** The innermost cause says most; only its first line, since drivers add the statement. */
    private static String message(Throwable cause) {
        Throwable innermost = cause;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String text = innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
        return text.lines().findFirst().orElse(text);
    }
}
