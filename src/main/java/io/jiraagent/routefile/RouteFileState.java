package io.jiraagent.routefile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of a file.
 *
 * @param loadedAt since when a version of it runs; empty: none does
 * @param findings about its present content; with an error, the version that runs is an earlier one
 */
public record RouteFileState(RouteFileKey key, Optional<Instant> loadedAt, List<Finding> findings) {
    public RouteFileState {
        findings = List.copyOf(findings);
    }

    /** Relative to the routes folder. */
    public String path() {
        return key.path();
    }

    /** Another version than the present one runs, or none. */
    public boolean refused() {
        return findings.stream().anyMatch(Finding::error);
    }

    /** What to mend first; empty: nothing. */
    public Optional<Finding> worst() {
        return findings.stream().filter(Finding::error).findFirst().or(() -> findings.stream()
                .findFirst());
    }
}
