package io.jiraagent.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.runtime.Role;
import io.jiraagent.testing.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Image, compose file and manifests name commands, settings, ports, paths and files that there are. */
class DeploymentTest {
    private static final Path MANIFESTS = Path.of("deploy/kubernetes");
    private static final Set<String> PROBES = Set.of("/observe/health/live", "/observe/health/ready");
    /** That the program waits for what it is at, after it has served for server.stop-delay. */
    private static final int PATIENCE_SECONDS = 30;

    private final JsonNode compose = Yaml.read(Path.of("docker-compose.yml"));

    private static Properties manual() throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    private static Set<String> variables() throws IOException {
        return manual().stringPropertyNames().stream()
                .map(key -> key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .flatMap(file -> Yaml.documents(file).stream())
                    .toList();
        }
    }

    private static List<JsonNode> of(String kind) throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.path("kind").asText().equals(kind))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(entry -> entry.path("name").asText())
                .toList();
    }

    private static void aCommandThatThereIs(List<String> command) {
        assertThat(command).hasSize(3).startsWith("run", "--role");
        assertThat(Role.parse(command.get(2))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void composeSetsWhatThereIs(String name) throws IOException {
        JsonNode service = compose.path("services").path(name);
        aCommandThatThereIs(texts(service.path("command")));
        List<String> set = new ArrayList<>();
        service.path("environment").fieldNames().forEachRemaining(set::add);
        assertThat(variables()).containsAll(set);
        assertThat(set).contains("DATABASE_URL", "KAFKA_BROKERS", "ENCRYPTION_KEY", "SERVER_PUBLIC_URL");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.path("tmpfs").get(0).asText()).startsWith("/tmp:").contains("exec");
        assertThat(service.path("depends_on").path("postgres").path("condition").asText())
                .isEqualTo("service_healthy");
    }

    @Test
    void composeMountsFilesThatThereAre() {
        for (JsonNode service : compose.path("services")) {
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.split(":", -1)[0];
                if (source.startsWith(".")) {
                    assertThat(Path.of(source)).exists();
                } else {
                    assertThat(compose.path("volumes").has(source)).as(volume).isTrue();
                }
            }
        }
    }

    @Test
    void theImageIsBuiltOfFilesThatThereAreAndOfNothingSecret() throws IOException {
        List<String> copied = Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .map(line -> line.split(" ", -1)[1])
                .toList();
        List<String> allowed = Files.readAllLines(Path.of(".dockerignore"));

        assertThat(copied).isNotEmpty().allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(allowed).contains("!" + source.split("/", -1)[0]);
        });
        assertThat(allowed).contains("*").doesNotContain("!data", "!.env", "!target");
    }

    @Test
    void portsAreThoseOfTheProgram() throws IOException {
        String server = manual().getProperty("server.port");
        String management = manual().getProperty("management.port");
        assertThat(texts(compose.path("services").path("api").path("ports"))).containsExactly(server + ":" + server);
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("EXPOSE " + server + " " + management, "${MANAGEMENT_PORT:-" + management + "}")
                .contains("GET /observe/health/live");
        assertThat(Yaml.read(Path.of("monitoring/prometheus.yml"))
                        .at("/scrape_configs/0/dns_sd_configs/0/port")
                        .asText())
                .isEqualTo(management);
        for (JsonNode deployment : of("Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            for (JsonNode port : container.path("ports")) {
                assertThat(port.path("containerPort").asText())
                        .isEqualTo(port.path("name").asText().equals("http") ? server : management);
            }
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(PROBES)
                        .contains(container.at("/" + probe + "/httpGet/path").asText());
                assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("management");
            }
        }
    }

    @Test
    void podsSetWhatThereIs() throws IOException {
        Set<String> variables = variables();
        assertThat(of("Deployment")).hasSize(2);
        for (JsonNode deployment : of("Deployment")) {
            JsonNode container = deployment.at("/spec/template/spec/containers/0");
            aCommandThatThereIs(texts(container.path("args")));
            assertThat(variables).containsAll(names(container.path("env")));
        }
        JsonNode example = Yaml.read(MANIFESTS.resolve("example/kustomization.yaml"));
        for (String literal : texts(example.at("/configMapGenerator/0/literals"))) {
            assertThat(variables).contains(literal.split("=", -1)[0]);
        }
    }

    @Test
    void podsMayDoNoMoreThanTheyMust() throws IOException {
        String image = Files.readString(Path.of("Dockerfile"));
        for (JsonNode deployment : of("Deployment")) {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(image)
                    .contains("USER " + pod.at("/securityContext/runAsUser").asText() + "\n");
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(texts(container.at("/securityContext/capabilities/drop")))
                    .containsExactly("ALL");
            assertThat(names(pod.path("volumes"))).containsAll(names(container.path("volumeMounts")));
        }
    }

    @Test
    void podsAreGivenTheTimeToStop() throws IOException {
        int delay = texts(Yaml.read(MANIFESTS.resolve("example/kustomization.yaml"))
                        .at("/configMapGenerator/0/literals"))
                .stream()
                .filter(literal -> literal.startsWith("SERVER_STOP_DELAY="))
                .mapToInt(literal -> Integer.parseInt(literal.replaceAll("\\D", "")))
                .sum();
        for (JsonNode deployment : of("Deployment")) {
            assertThat(deployment
                            .at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asInt())
                    .isGreaterThan(delay + PATIENCE_SECONDS);
        }
        for (String name : List.of("api", "worker")) {
            assertThat(compose.path("services")
                            .path(name)
                            .path("stop_grace_period")
                            .asText())
                    .isEqualTo("60s");
        }
    }

    @Test
    void whatRefersToADeploymentFindsIt() throws IOException {
        List<String> deployments = of("Deployment").stream()
                .map(deployment -> deployment.at("/metadata/name").asText())
                .toList();
        List<JsonNode> scaled = new ArrayList<>(of("HorizontalPodAutoscaler"));
        scaled.addAll(of("ScaledObject"));
        assertThat(scaled).hasSize(2).allSatisfy(one -> assertThat(deployments)
                .contains(one.at("/spec/scaleTargetRef/name").asText()));
        List<JsonNode> labels = of("Deployment").stream()
                .map(deployment -> deployment.at("/spec/template/metadata/labels"))
                .toList();
        for (JsonNode deployment : of("Deployment")) {
            assertThat(labels).contains(deployment.at("/spec/selector/matchLabels"));
        }
        assertThat(of("PodDisruptionBudget")).hasSize(2).allSatisfy(budget -> assertThat(labels)
                .contains(budget.at("/spec/selector/matchLabels")));
        assertThat(labels).contains(of("Service").get(0).at("/spec/selector"));
    }

    @Test
    void workersScaleOnTheGroupAndTopicThatTheyRead() throws IOException {
        JsonNode kafka = of("ScaledObject").get(0).at("/spec/triggers/1/metadata");
        JsonNode route = Yaml.read(Path.of("routes/execute/execution-enqueue.camel.yaml"))
                .at("/0/route/from/parameters");
        assertThat(kafka.path("consumerGroup")).isEqualTo(route.path("groupId"));
        assertThat(kafka.path("topic")).isEqualTo(route.path("topic"));
        assertThat(variables())
                .contains(of("ScaledObject")
                        .get(0)
                        .at("/spec/triggers/0/metadata/passwordFromEnv")
                        .asText());
    }

    @Test
    void kustomizationsListTheFilesBesideThem() throws IOException {
        Path base = MANIFESTS.resolve("base");
        try (Stream<Path> files = Files.list(base)) {
            assertThat(texts(Yaml.read(base.resolve("kustomization.yaml")).path("resources")))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> !name.equals("kustomization.yaml"))
                                    .toList());
        }
    }
}
