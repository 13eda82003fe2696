package io.jiraagent.routefile;

import io.jiraagent.agent.AgentTask;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a rule is for. An empty set, or no agent, means any.
 *
 * @param forAgent name of the registered agent that the event was sent to
 * @param projects keys, as before the dash of an issue key
 * @param issueTypes names; letter case does not count, as with priorities
 * @param events names such as {@code jira:issue_created}
 */
public record EventFilter(
        Optional<String> forAgent,
        Set<String> projects,
        Set<String> issueTypes,
        Set<String> priorities,
        Set<String> events) {
    public EventFilter {
        projects = Set.copyOf(projects);
        issueTypes = Set.copyOf(issueTypes);
        priorities = Set.copyOf(priorities);
        events = Set.copyOf(events);
    }

    /**
     * @param agentName of the addressed agent
     * @return why this event is not for the rule; empty where it is
     */
    Optional<String> mismatch(String agentName, AgentTask task) {
        String key = task.issue().key();
        String project = key == null ? null : key.substring(0, Math.max(0, key.lastIndexOf('-')));
        if (forAgent.isPresent() && !forAgent.get().equals(agentName)) {
            return Optional.of("is for the agent " + forAgent.get());
        }
        return mismatch("project", projects, project)
                .or(() -> mismatch("issue type", issueTypes, task.issue().type()))
                .or(() -> mismatch("priority", priorities, task.issue().priority()))
                .or(() -> mismatch("event", events, task.eventType()));
    }

    private static Optional<String> mismatch(String what, Set<String> wanted, String got) {
        boolean matches = wanted.isEmpty() || (got != null && wanted.stream().anyMatch(got.strip()::equalsIgnoreCase));
        return matches
                ? Optional.empty()
                : Optional.of(
                        "wants " + what + " " + wanted.stream().sorted().collect(Collectors.joining(" or ")) + ", got "
                                + (got == null
                                        ? "none"
                                        : got.strip().toLowerCase(Locale.ROOT).isEmpty() ? "none" : got));
    }
}
