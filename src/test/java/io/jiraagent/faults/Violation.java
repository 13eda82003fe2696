package io.jiraagent.faults;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * A promise that was not kept.
 *
 * @param invariant I1 to I8
 * @param what in words
 * @param ids of executions, as far as it has any
 */
record Violation(String invariant, String what, List<UUID> ids) {
    Violation(String invariant, String what, Collection<UUID> ids) {
        this(invariant, what, List.copyOf(ids));
    }

    @Override
    public String toString() {
        return invariant + " " + what + (ids.isEmpty() ? "" : ": " + ids);
    }
}
