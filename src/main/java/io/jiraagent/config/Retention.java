package io.jiraagent.config;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long executions are kept that have ended; empty: for ever.
 *
 * @param completed of completed ones, and of failed ones that were discarded
 * @param failed of any other failed ones
 */
public record Retention(Optional<Duration> completed, Optional<Duration> failed) {
    /** Jira Automation may repeat an event for seven days. */
    private static final Duration SHORTEST = Duration.ofDays(8);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Retention read(PropertySource source) {
        return new Retention(kept(source, "retention.completed"), kept(source, "retention.failed"));
    }

    /** How long what repeats a removed execution is known after it was removed: for as long again as it was kept. */
    public Optional<Duration> forgotten() {
        return Stream.of(completed, failed).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** How long after it was received an event is known at least, by its row at first. */
    public Optional<Duration> known() {
        return forgotten().map(kept -> kept.multipliedBy(2));
    }

    private static Optional<Duration> kept(PropertySource source, String key) {
        return source.text(key).map(any -> source.duration(key, LONGEST, SHORTEST, LONGEST));
    }
}
