package io.jiraagent.execution;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The claims of this worker. An agent's place is free again when it has answered, though its claim is held until the outcome is
 * written: else a worker would be as slow as the database, however fast its agents are. Thread-safe.
 */
final class HeldClaims {
    private record Held(Claim claim, boolean answered) {}

    private final int maxAtWork;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();

    /** @param maxAtWork how many agents are asked at the same time at the most */
    HeldClaims(int maxAtWork) {
        this.maxAtWork = maxAtWork;
    }

    /** How many claims are held at the most: as many answered ones as there are places. */
    int most() {
        return 2 * maxAtWork;
    }

    /** How many claims may be added. */
    int free() {
        return Math.max(0, Math.min(maxAtWork - atWork().size(), most() - held.size()));
    }

    int size() {
        return held.size();
    }

    /**
     * Waits until that many claims may be added, as long as outcomes have to be written for it: what the database cannot keep up
     * with, it would only be slower for. Does not wait for agents, for which executions wait in their rows.
     */
    synchronized void awaitWritten(int wanted, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (most() - held.size() < wanted && maxAtWork - atWork().size() >= wanted) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Collection<Claim> all() {
        return held.values().stream().map(Held::claim).toList();
    }

    /** Those whose agents have not answered yet. */
    List<Claim> atWork() {
        return held.values().stream()
                .filter(each -> !each.answered())
                .map(Held::claim)
                .toList();
    }

    void add(Claim claim) {
        held.put(claim.executionId(), new Held(claim, false));
    }

    /** Payloads are let go, which may be large. An agent that answers later keeps its place, by its row as soon as that is written. */
    void answered(Outcome outcome) {
        if (outcome.outcome() != Outcome.Kind.AWAITED) {
            held.computeIfPresent(
                    outcome.executionId(),
                    (id, each) ->
                            ends(outcome, each.claim()) ? new Held(each.claim().withoutPayload(), true) : each);
        }
    }

    synchronized void written(List<Outcome> outcomes) {
        outcomes.forEach(outcome ->
                held.computeIfPresent(outcome.executionId(), (id, each) -> ends(outcome, each.claim()) ? null : each));
        notifyAll();
    }

    /** An answer that is there already may have made the attempt resumed before its being awaited is told here. */
    private static boolean ends(Outcome outcome, Claim claim) {
        return claim.epoch() == outcome.epoch()
                && claim.attempt() == outcome.attempt()
                && !(claim.resumed() && outcome.outcome() == Outcome.Kind.AWAITED);
    }
}
