package io.jiraagent.routefile;

import java.util.List;
import java.util.Optional;

/**
 * A route template as its file declares it.
 *
 * @param text of its file
 */
public record Template(String id, List<Parameter> parameters, String text) {
    /** One for each tenant: its topic, consumers and concurrency. */
    public static final String INTAKE = "tenant-intake";
    /** One for each rule: which events, prepared how, answered by which agent. */
    public static final String AGENT = "tenant-agent";
    /** A parameter that the program gives itself: the id of the route that the template becomes. */
    public static final String ROUTE_ID = "routeId";

    public Template {
        parameters = List.copyOf(parameters);
    }

    /**
     * @param defaultValue as text, null where there is none
     * @param description what it means, for people
     */
    public record Parameter(String name, boolean required, String defaultValue, String description) {}

    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
