package io.jiraagent.execution;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Lets a worker claim in one place at a time, what arrives or what waits: each statement counts the places that are free
 * before it, and two at once would fill them twice. Who is refused comes next. Thread-safe.
 */
final class ClaimTurns {
    /** Where claims are made. */
    enum Side {
        /** As rows are made, by any of the consumers of accepted events. */
        ARRIVING,
        /** Of rows that are there, by one thread. */
        WAITING
    }

    private record Turn(Side side, Thread thread, long since) {}

    private final long longestNanos;
    private final LongSupplier nanoTime;
    private final Set<Side> refused = EnumSet.noneOf(Side.class);
    private Turn turn;

    /** @param longest after which a turn is over, whatever has become of it */
    ClaimTurns(Duration longest, LongSupplier nanoTime) {
        this.longestNanos = longest.toNanos();
        this.nanoTime = nanoTime;
    }

    /** @return whether this thread may claim now; it has to tell when that is {@link #over} */
    synchronized boolean take(Side side) {
        long now = nanoTime.getAsLong();
        if (turn != null && turn.thread() != Thread.currentThread() && now - turn.since() < longestNanos) {
            refused.add(side);
            return false;
        }
        turn = null;
        Side other = side == Side.ARRIVING ? Side.WAITING : Side.ARRIVING;
        if (refused.remove(other)) {
            return false;
        }
        refused.remove(side);
        turn = new Turn(side, Thread.currentThread(), now);
        return true;
    }

    /** To be called by whoever was given the turn or refused it. */
    synchronized void over(Side side) {
        if (turn != null && turn.side() == side && turn.thread() == Thread.currentThread()) {
            turn = null;
        }
    }
}
