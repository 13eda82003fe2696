package io.jiraagent.execution;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Guesses whether a row waits to be claimed, so that a worker that claims all as it arrives need not look each time one of
 * its executions ends. Guesses too high rather than too low; and what comes from elsewhere (retries, other workers, replays)
 * is looked for at an interval, and as long as looks find some. Thread-safe.
 */
final class WaitingRows {
    /** Rows that cannot be found for so long have been taken by another worker. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(5);

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long rows;
    /** A look has found rows that nobody here knew of, so there may be more. */
    private boolean more;

    private long lookedAt;
    private long foundAt;

    /** @param interval after which a look is due anyway */
    WaitingRows(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.lookedAt = nanoTime.getAsLong() - intervalNanos;
    }

    synchronized void add(long made) {
        if (made > 0) {
            rows += made;
            foundAt = nanoTime.getAsLong();
        }
    }

    /** Whether there are some, as far as is known. */
    synchronized boolean some() {
        return rows > 0 || more;
    }

    /** Whether to look now. */
    synchronized boolean due() {
        long now = nanoTime.getAsLong();
        if (!some() && now - lookedAt < intervalNanos) {
            return false;
        }
        lookedAt = now;
        return true;
    }

    /**
     * To be called after a look.
     *
     * @param claimed how many rows were found
     * @param idle nothing ran here meanwhile for which a row could have had to wait
     */
    synchronized void looked(int claimed, boolean idle) {
        long now = nanoTime.getAsLong();
        more = claimed > rows;
        if (claimed > 0) {
            rows = Math.max(0, rows - claimed);
            foundAt = now;
        } else if (idle || now - foundAt > FORGOTTEN_AFTER.toNanos()) {
            rows = 0;
        }
    }
}
