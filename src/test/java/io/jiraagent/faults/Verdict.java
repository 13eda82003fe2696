package io.jiraagent.faults;

import java.util.List;
import java.util.UUID;

/**
 * What the checks found after a round.
 *
 * @param lost accepted, and without an end
 * @param doubled its agent acted twice, or was asked twice at the same time
 * @param unknown failed because nobody knows whether the agent acted; that is documented, and no violation
 * @param ids all that were handed out
 */
record Verdict(List<UUID> lost, List<UUID> doubled, List<UUID> unknown, List<UUID> ids, List<Violation> violations) {}
