package io.jiraagent.routefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code routes/tenants/<tenant>.camel.yaml}, read and found in order.
 *
 * @param rules in the file's order, which is the order in which they are tried; none: every event is for its agent
 * @param routes its own
 * @param intakeGiven the parameters of the intake as they stand in the file
 */
public record TenantFile(
        RouteFile file,
        TenantIntake intake,
        List<TenantRule> rules,
        List<OwnRoute> routes,
        Map<String, String> intakeGiven) {
    private static final String AGENT = "agent-";

    public TenantFile {
        rules = List.copyOf(rules);
        routes = List.copyOf(routes);
        intakeGiven = Map.copyOf(intakeGiven);
    }

    public String tenant() {
        return intake.tenant();
    }

    /** The route that consumes a tenant's topic, with or without a file. */
    public static String intakeRouteId(String tenant) {
        return tenant + "-intake";
    }

    /** Ids of all routes that the file stands for. */
    public Set<String> routeIds() {
        return Stream.of(
                        Stream.of(intakeRouteId(tenant())),
                        rules.stream().map(TenantRule::id),
                        routes.stream().map(OwnRoute::id))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet());
    }

    /** Names by which the file's routes are called. */
    public Set<String> directNames() {
        return Stream.concat(rules.stream().map(TenantRule::id), routes.stream().map(OwnRoute::direct))
                .collect(Collectors.toSet());
    }

    /** The own route that is an agent of this kind. */
    public Optional<OwnRoute> agent(String kind) {
        return routes.stream().filter(r -> r.direct().equals(AGENT + kind)).findFirst();
    }
}
