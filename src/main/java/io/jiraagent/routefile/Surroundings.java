package io.jiraagent.routefile;

import java.util.Map;
import java.util.Set;

/**
 * What a file is checked against.
 *
 * @param programRoutes ids of the program's own routes, which are also the names they are called by
 * @param agentKinds kinds that have a route under {@code agents/}
 * @param takenIds ids of the routes of other files, each with its file
 */
public record Surroundings(
        Templates templates, Set<String> programRoutes, Set<String> agentKinds, Map<String, String> takenIds) {
    /** The route that hooks are where a rule names none. */
    static final String NO_HOOK = "hook-none";

    public Surroundings {
        programRoutes = Set.copyOf(programRoutes);
        agentKinds = Set.copyOf(agentKinds);
        takenIds = Map.copyOf(takenIds);
    }

    /** Whether any file may call this route. */
    boolean callable(String direct) {
        return direct.equals(NO_HOOK) || (direct.startsWith("agent-") && agentKinds.contains(direct.substring(6)));
    }
}
