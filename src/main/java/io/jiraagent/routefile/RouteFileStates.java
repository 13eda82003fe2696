package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFile.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each file, for those who want to know. Thread-safe. */
public final class RouteFileStates {
    private static final Logger LOG = LoggerFactory.getLogger(RouteFileStates.class);

    private final Map<RouteFileKey, RouteFileState> states = new ConcurrentSkipListMap<>();

    void put(RouteFileState state) {
        RouteFileState before = states.put(state.key(), state);
        if (before == null || !before.findings().equals(state.findings())) {
            state.findings().forEach(RouteFileStates::log);
        }
    }

    private static void log(Finding finding) {
        if (finding.error()) {
            LOG.error("Route file refused: {}", finding.text());
        } else {
            LOG.warn("Route file: {}", finding.text());
        }
    }

    void remove(RouteFileKey key) {
        states.remove(key);
    }

    Optional<RouteFileState> get(RouteFileKey key) {
        return Optional.ofNullable(states.get(key));
    }

    /** Ordered by kind and name. */
    public List<RouteFileState> list() {
        return List.copyOf(states.values());
    }

    public Optional<RouteFileState> tenant(String name) {
        return get(new RouteFileKey(Kind.TENANT, name));
    }

    /** Files with something to mend, warnings included. */
    public List<RouteFileState> wanting() {
        return states.values().stream()
                .filter(state -> !state.findings().isEmpty())
                .toList();
    }

    /** Files that are refused. */
    public long refused() {
        return states.values().stream().filter(RouteFileState::refused).count();
    }
}
