package io.jiraagent.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Refuses signed bodies whose own time is so far from now that nobody knows any more whether they are repeats: executions are
 * removed, and after a time forgotten. Thread-safe.
 */
public final class EventAges {
    /** How far a sender's clock may be wrong. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    private final Optional<Duration> known;

    /** @param known how long after it was received an event is known at least; empty: for ever */
    public EventAges(Optional<Duration> known) {
        this.known = known;
    }

    /**
     * @param door by which the event came; only bodies that are signed are refused
     * @param timestamp the time in the body; null: it has none
     * @throws Refusal it is too old, or from the future
     */
    void require(Door door, Instant timestamp, Instant now) {
        if (known.isEmpty() || timestamp == null || door != Door.WEBHOOK) {
            return;
        }
        Duration behind = Duration.between(timestamp, now);
        Duration longest = known.get().minus(CLOCKS);
        if (behind.compareTo(longest) > 0 || behind.compareTo(CLOCKS.negated()) < 0) {
            throw Refusal.staleBody(behind, longest);
        }
    }
}
