package io.jiraagent.execution;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts that run in this process and have no outcome yet, each on a thread of its own. One that lasts longer than
 * its agent's deadline is interrupted; a route that does not heed that keeps its lease, since its agent may still act.
 * Thread-safe.
 */
public final class OpenAttempts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAttempts.class);

    /** An agent's route that keeps the deadline itself says better what happened. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<UUID, Attempt> open = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime moves evenly, whatever happens to the wall clock: {@link System#nanoTime} */
    public OpenAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Attempt {
        private final Claim claim;
        private final Thread thread;
        private final long begunAt;
        private boolean ended;
        private boolean interrupted;

        Attempt(Claim claim, Thread thread, long begunAt) {
            this.claim = claim;
            this.thread = thread;
            this.begunAt = begunAt;
        }

        boolean of(Claim other) {
            return claim.epoch() == other.epoch() && claim.attempt() == other.attempt();
        }

        synchronized void interrupt() {
            if (!ended && !interrupted) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** What is done after the attempt must not be disturbed by an interruption that came too late for it. */
        synchronized boolean end() {
            ended = true;
            if (interrupted && Thread.currentThread() == thread) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }

    /**
     * How an attempt went.
     *
     * @param overdue it was interrupted at its deadline
     */
    record Course(Duration lasted, boolean overdue) {}

    /** To be called on the thread that runs the attempt. */
    public void begin(Claim claim) {
        open.put(claim.executionId(), new Attempt(claim, Thread.currentThread(), nanoTime.getAsLong()));
    }

    /** Whether the attempt has no outcome yet. */
    public boolean isOpen(Claim claim) {
        Attempt attempt = open.get(claim.executionId());
        return attempt != null && attempt.of(claim);
    }

    /** To be called when the attempt's outcome is known, on its own thread. */
    Course end(Claim claim) {
        Attempt attempt = open.get(claim.executionId());
        if (attempt == null || !attempt.of(claim) || !open.remove(claim.executionId(), attempt)) {
            return new Course(Duration.ZERO, false);
        }
        boolean overdue = attempt.end();
        return new Course(Duration.ofNanos(nanoTime.getAsLong() - attempt.begunAt), overdue);
    }

    /** To be called again and again. */
    public void interruptOverdue() {
        long now = nanoTime.getAsLong();
        for (Attempt attempt : open.values()) {
            Duration lasted = Duration.ofNanos(now - attempt.begunAt);
            if (lasted.compareTo(attempt.claim.asked().deadline().plus(GRACE)) > 0) {
                LOG.warn(
                        "Execution {} is at its agent for {} s; the deadline was {} s",
                        attempt.claim.executionId(),
                        lasted.toSeconds(),
                        attempt.claim.asked().deadline().toSeconds());
                attempt.interrupt();
            }
        }
    }
}
