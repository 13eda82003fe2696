package io.jiraagent.execution;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a worker claim in one place at a time, what arrives or what waits: each statement counts the places that are free
 * before it, and two at once would fill them twice. Turns are given in the order in which they are asked for. Thread-safe.
 */
final class ClaimTurns {
    private record Turn(Thread thread, long since) {}

    private final long longestNanos;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Deque<Thread> waiting = new ArrayDeque<>();
    private Turn turn;

    /**
     * @param longest after which a turn is over, whatever has become of it
     * @param patience how long to wait for a turn at the most
     */
    ClaimTurns(Duration longest, Duration patience, LongSupplier nanoTime) {
        this.longestNanos = longest.toNanos();
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Waits for the turn. A thread that takes another one has ended its last.
     *
     * @return whether this thread may claim now; it has to tell when that is {@link #over}. Never when it was interrupted
     */
    synchronized boolean take() {
        Thread self = Thread.currentThread();
        long until = System.nanoTime() + patienceNanos;
        if (turn != null && turn.thread() == self) {
            turn = null;
        }
        waiting.addLast(self);
        try {
            while (!isNext(self)) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            turn = new Turn(self, nanoTime.getAsLong());
            return true;
        } catch (InterruptedException e) {
            self.interrupt();
            return false;
        } finally {
            waiting.remove(self);
            notifyAll();
        }
    }

    private boolean isNext(Thread self) {
        boolean free = turn == null || nanoTime.getAsLong() - turn.since() >= longestNanos;
        return free && waiting.peekFirst() == self;
    }

    /** To be called by whoever was given the turn or refused it. */
    synchronized void over() {
        if (turn != null && turn.thread() == Thread.currentThread()) {
            turn = null;
            notifyAll();
        }
    }
}
