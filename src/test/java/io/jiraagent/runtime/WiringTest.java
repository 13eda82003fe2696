package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;

/** Everything that a route file names exists; Camel itself starts with some of it missing. */
class WiringTest {
    private static final Path ROUTES = Path.of("routes");

    private final CamelContext context = RunningProgram.shared().application().camelContext();
    private final ModelCamelContext model = (ModelCamelContext) context;

    private static List<Path> allRouteFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROUTES)) {
            return files.filter(f -> f.toString().endsWith(".camel.yaml")).toList();
        }
    }

    /** Those that run as they stand; examples and templates do not, and the relay is a program of its own. */
    private static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = allRouteFiles().stream()) {
            return files.filter(f -> !f.getFileName().toString().startsWith("_"))
                    .filter(f -> !f.getParent().endsWith("templates"))
                    .filter(f -> !f.getParent().endsWith("relay"))
                    .toList();
        }
    }

    private static Set<String> named(String pattern) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : routeFiles()) {
            Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
            while (matcher.find()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    @Test
    void everyRouteFileHoldsOneRouteNamedLikeIt() throws IOException {
        for (Path file : routeFiles()) {
            String name = file.getFileName().toString().replace(".camel.yaml", "");
            String id = file.getParent().endsWith("agents") ? "agent-" + name : name;
            assertThat(Files.readString(file).split("(?m)^- route:", -1))
                    .as(file.toString())
                    .hasSize(2);
            assertThat(context.getRoute(id)).as(file.toString()).isNotNull();
        }
        assertThat(context.getRoutesSize()).isEqualTo(routeFiles().size());
    }

    @Test
    void everyRouteRunsAndSaysWhatItIsFor() {
        for (RouteDefinition route : model.getRouteDefinitions()) {
            assertThat(route.getDescriptionText()).as(route.getId()).isNotBlank();
            assertThat(context.getRouteController().getRouteStatus(route.getId()))
                    .as(route.getId())
                    .isEqualTo(ServiceStatus.Started);
        }
    }

    @Test
    void everyDirectNameHasItsRoute() throws IOException {
        Set<String> consumed = context.getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(DirectEndpoint.class::isInstance)
                .map(endpoint -> endpoint.getEndpointUri().replaceFirst("^direct://([^?]*).*", "$1"))
                .collect(Collectors.toSet());

        assertThat(consumed).containsAll(named("uri: direct:([a-z-]+)\\s"));
        assertThat(consumed).containsAll(named("uri: direct\\s+parameters:\\s+name: ([a-z-]+)"));
    }

    @Test
    void everySedaNameHasItsRoute() throws IOException {
        Set<String> consumed = context.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .filter(uri -> uri.startsWith("seda:"))
                .map(uri -> uri.replaceFirst("^seda://([^?]*).*", "$1"))
                .collect(Collectors.toSet());

        assertThat(consumed).containsAll(named("uri: seda\\s+parameters:\\s+name: ([a-z-]+)"));
    }

    @Test
    void noRouteStopsWhenTheClockIsSetBack() throws IOException {
        assertThat(named("uri: (timer)"))
                .as("a timer goes by the time of day, so it rests until the clock has caught up; a scheduler does not")
                .isEmpty();
    }

    @Test
    void everyRouteConfigurationExists() throws IOException {
        Set<String> known = model.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .collect(Collectors.toSet());

        assertThat(known).containsAll(named("routeConfigurationId: (\\S+)"));
    }

    @Test
    void everyBeanIsBound() throws IOException {
        for (String pattern : List.of("ref: (\\w+)", "\"#(?:bean:)?(\\w+)\"", "executorService: (\\w+)")) {
            assertThat(named(pattern))
                    .allSatisfy(name -> assertThat(context.getRegistry().lookupByName(name))
                            .as(name)
                            .isNotNull());
        }
    }

    @Test
    void everyStatementExistsAndItsStepSaysHowManyParametersItHas() throws IOException {
        Pattern step = Pattern.compile("query: classpath:(\\S+)\n(?:\\s+parametersCount: (\\d+)\n)?");
        for (Path file : allRouteFiles()) {
            Matcher matcher = step.matcher(Files.readString(file));
            while (matcher.find()) {
                assertThat(getClass().getResource("/" + matcher.group(1)))
                        .as(matcher.group(1))
                        .isNotNull();
                long parameters = parameters(matcher.group(1));
                assertThat(matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2)))
                        .as(
                                file
                                        + ": without it the server is asked at each call, and then parses and plans the statement anew")
                        .isEqualTo(parameters);
            }
        }
    }

    private static long parameters(String statement) throws IOException {
        String sql = Files.readAllLines(Path.of("src/main/resources").resolve(statement)).stream()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"));
        return Pattern.compile(":#\\w+").matcher(sql).results().count();
    }
}
