package io.jiraagent.routefile;

import io.jiraagent.routefile.RouteReader.Reference;
import io.jiraagent.routefile.RouteReader.UserRoute;
import java.util.Optional;

/** Reads {@code routes/agents/<kind>.camel.yaml}. */
public final class AgentFileReader {
    private AgentFileReader() {}

    /** The id of the route of a kind of agent, which is also the name it is called by. */
    public static String routeId(String kind) {
        return "agent-" + kind;
    }

    /** Reports to {@code findings} what is wrong. */
    public static void check(RouteFile file, Surroundings surroundings, Findings findings) {
        if (!TenantParameters.slug(file.subject())) {
            findings.error(
                    1, "The file's name '" + file.subject() + "' is no kind of agent; it wants a-z, 0-9 and -", "");
            return;
        }
        Optional<YamlNode> node = SingleElement.read(file, "route", findings);
        node.ifPresent(route -> check(file, route, surroundings, findings));
    }

    private static void check(RouteFile file, YamlNode node, Surroundings surroundings, Findings findings) {
        UserRoute route = new RouteReader(findings).read(node);
        String wanted = routeId(file.subject());
        if (!route.id().equals(wanted)) {
            findings.wanted(
                    node.get("id").orElse(node), "The route's id", route.id(), wanted + ", after the file's name");
        }
        if (!route.direct().equals(wanted) && !route.direct().isEmpty()) {
            findings.wanted(node.get("from").orElse(node), "The name it starts from", route.direct(), wanted);
        }
        TenantFileReader.refuseTakenId(route.id(), route.line(), surroundings, findings);
        for (Reference reference : route.references()) {
            if (reference.direct().equals(wanted)) {
                findings.error(reference.line(), "The route calls itself", "");
            } else if (!surroundings.callable(reference.direct())) {
                TenantFileReader.reportMissing(reference, findings);
            }
        }
    }
}
