package io.jiraagent.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The commands and settings of the compose file, the worker's with what the Kubernetes manifest adds, as processes beside
 * a Kafka and a PostgreSQL of their own. Only addresses are others, and home is here.
 */
class DeploymentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = Keyring.generateKey();
    private static final UUID TENANT = UUID.randomUUID();
    private static final UUID AGENT = UUID.randomUUID();

    @TempDir
    private Path folder;

    private final Ports ports = new Ports();
    private final HttpClient http = HttpClient.newHttpClient();

    private record Started(String name, ChildProcess process, int port, int managementPort, Path log) {
        String output() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The image's entry point with the service's command, in this folder instead of /app. */
    private static List<String> command(JsonNode service) throws IOException {
        String entryPoint = Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(line -> line.startsWith("ENTRYPOINT "))
                .findFirst()
                .orElseThrow()
                .substring("ENTRYPOINT ".length());
        List<String> command = new ArrayList<>();
        for (JsonNode word : JSON.readTree(entryPoint)) {
            command.add(
                    word.asText().replace("/app", Path.of("").toAbsolutePath().toString()));
        }
        command.set(0, Jvm.JAVA);
        command.add(1, "-Xmx384m");
        service.path("command").forEach(word -> command.add(word.asText()));
        return command;
    }

    private Started start(String name, PostgresProcess postgres, KafkaProcess kafka, Map<String, String> more)
            throws IOException {
        JsonNode service =
                Yaml.read(Path.of("docker-compose.yml")).path("services").path(name);
        Map<String, String> environment = new HashMap<>();
        service.path("environment")
                .properties()
                .forEach(entry -> environment.put(
                        entry.getKey(),
                        entry.getValue()
                                .asText()
                                .replaceAll("\\$\\{ENCRYPTION_KEY:.*}", KEY)
                                .replaceAll("\\$\\{POSTGRES_PASSWORD:.*}", "database-secret")
                                .replaceAll("\\$\\{\\w+:-(.*)}", "$1")
                                .replace(
                                        "jdbc:postgresql://postgres:5432/jira_agent",
                                        "jdbc:" + postgres.url().replace("postgres@", ""))
                                .replace("kafka:9092", kafka.brokers())));
        environment.put("DATABASE_USER", "postgres");
        environment.putAll(more);
        Started started = new Started(name, null, ports.next(), ports.next(), folder.resolve(name + ".log"));
        environment.put("SERVER_PORT", Integer.toString(started.port()));
        environment.put("MANAGEMENT_PORT", Integer.toString(started.managementPort()));
        ChildProcess process = ChildProcess.start(name, command(service), environment, started.log());
        return new Started(name, process, started.port(), started.managementPort(), started.log());
    }

    private void awaitReady(Started program) {
        URI health = URI.create("http://127.0.0.1:" + program.managementPort() + "/observe/health/ready");
        await(program.name() + " to be ready")
                .atMost(Duration.ofMinutes(2))
                .failFast(program.name() + " ended:\n" + program.log(), () -> !program.process()
                        .alive())
                .ignoreExceptions()
                .until(() -> http.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }

    private static Map<String, String> kubernetes(String name) {
        Map<String, String> environment = new HashMap<>();
        Yaml.documents(Path.of("deploy/kubernetes/base/" + name + ".yaml"))
                .get(0)
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    private static void register(JdbcClient jdbc, String secret) {
        jdbc.sql("INSERT INTO tenants (id, name) VALUES (:id, 'acme')")
                .param("id", TENANT)
                .update();
        jdbc.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
                VALUES (:id, :tenant, 'Echo', 'echo', 'active', :secret)""")
                .param("id", AGENT)
                .param("tenant", TENANT)
                .param("secret", Keyring.of(List.of(KEY)).encrypt(secret))
                .update();
    }

    private HttpResponse<String> post(Started api, String secret, String body)
            throws IOException, InterruptedException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
            return http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + api.port() + "/webhook/agents/" + AGENT + "/webhook"))
                            .header("X-Hub-Signature-256", "sha256=" + signature)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> jsonLines(String output) {
        return output.lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (JsonProcessingException e) {
                        throw new AssertionError("No JSON: " + line, e);
                    }
                })
                .toList();
    }

    @Test
    void anEventIsCompletedByTheDeployedProcesses() throws Exception {
        try (PostgresProcess postgres = new PostgresProcess(folder.resolve("postgres"), ports.next());
                KafkaProcess kafka = new KafkaProcess(folder.resolve("kafka"), ports.next())) {
            postgres.start();
            kafka.start();
            Started api = start("api", postgres, kafka, Map.of());
            Started worker = start("worker", postgres, kafka, kubernetes("worker"));
            awaitReady(api);
            awaitReady(worker);
            JdbcClient jdbc = JdbcClient.create(postgres.dataSource());
            String secret = Hashes.randomSecret();
            register(jdbc, secret);
            String body = WebhookClient.body("DEPLOY-1", "line\nbreak");
            await("the agent to be known")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> post(api, secret, body).statusCode() == 202);
            await("the execution to be completed")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> jdbc.sql("SELECT count(*) FROM agent_test_executions WHERE status = 'completed'")
                                    .query(Integer.class)
                                    .single()
                            == 1);
            String id = jdbc.sql("SELECT CAST(id AS text) FROM agent_test_executions")
                    .query(String.class)
                    .single();

            worker.process().signal("TERM");
            assertThat(worker.process().awaitExit()).isEqualTo(143);
            assertThat(jsonLines(worker.output())).anySatisfy(line -> {
                assertThat(line.path("message").asText()).contains("completed by agent");
                assertThat(line.path("execution_id").asText()).isEqualTo(id);
                assertThat(line.path("agent_id").asText()).isEqualTo(AGENT.toString());
                assertThat(line.path("tenant_id").asText()).isEqualTo(TENANT.toString());
                assertThat(line.path("log.level").asText()).isEqualTo("INFO");
            });
            assertThat(api.output()).contains("Agent webhook received and validated");
            assertThat(api.output() + worker.output()).doesNotContain(KEY, secret, "database-secret");
            api.process().kill();
        }
    }
}
