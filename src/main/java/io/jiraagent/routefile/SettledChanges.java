package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteFolder.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tells which files have changed and have then been left alone for a while. Editors write a file in pieces, or take it
 * away and put another in its place. Not thread-safe.
 */
final class SettledChanges {
    static final Duration LEFT_ALONE = Duration.ofMillis(300);

    private final Map<RouteFileKey, Stamp> taken = new HashMap<>();
    private final Map<RouteFileKey, Pending> pending = new HashMap<>();

    /** @param stamp empty: the file is gone */
    private record Pending(Optional<Stamp> stamp, Instant since) {}

    /** Files that have not been looked at until now, and have nothing to wait for. */
    SortedSet<RouteFileKey> first(Map<RouteFileKey, Stamp> scan) {
        taken.putAll(scan);
        return new TreeSet<>(scan.keySet());
    }

    /**
     * Files to be read, or found gone, now.
     *
     * @param scan what there is at the moment
     */
    SortedSet<RouteFileKey> settled(Map<RouteFileKey, Stamp> scan, Instant now) {
        Set<RouteFileKey> keys = new HashSet<>(scan.keySet());
        keys.addAll(taken.keySet());
        keys.addAll(pending.keySet());
        SortedSet<RouteFileKey> settled = new TreeSet<>();
        for (RouteFileKey key : keys) {
            if (isSettled(key, Optional.ofNullable(scan.get(key)), now)) {
                settled.add(key);
            }
        }
        return settled;
    }

    private boolean isSettled(RouteFileKey key, Optional<Stamp> stamp, Instant now) {
        if (stamp.equals(Optional.ofNullable(taken.get(key)))) {
            pending.remove(key);
            return false;
        }
        Pending seen = pending.get(key);
        if (seen == null || !seen.stamp().equals(stamp)) {
            pending.put(key, new Pending(stamp, now));
            return false;
        }
        if (now.isBefore(seen.since().plus(LEFT_ALONE))) {
            return false;
        }
        pending.remove(key);
        stamp.ifPresentOrElse(s -> taken.put(key, s), () -> taken.remove(key));
        return true;
    }
}
