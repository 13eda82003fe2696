package io.jiraagent.config;

import java.time.Duration;
import java.util.Optional;

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

    private static Optional<Duration> kept(PropertySource source, String key) {
        return source.text(key).map(any -> source.duration(key, LONGEST, SHORTEST, LONGEST));
    }
}
