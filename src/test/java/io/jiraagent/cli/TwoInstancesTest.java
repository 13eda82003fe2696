package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.config.Settings;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is changed in one place holds on all instances within five seconds, and nobody is refused meanwhile. */
class TwoInstancesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String OLD_KEY = Keyring.generateKey();
    private static final String NEW_KEY = Keyring.generateKey();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path folder;

    private static EmbeddedPostgresServer postgres;
    private static EmbeddedKafkaBroker kafka;
    private static final List<Settings> SETTINGS = new ArrayList<>();
    private static final List<Application> INSTANCES = new ArrayList<>();

    @BeforeAll
    static void twoReceiversOnServersThatAreNotTheirs() {
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
        for (int i = 0; i < 2; i++) {
            Settings settings = Settings.load(Path.of("."), environment(NEW_KEY + "," + OLD_KEY));
            SETTINGS.add(settings);
            INSTANCES.add(Application.start(settings, EnumSet.of(Role.API)));
        }
    }

    @AfterAll
    static void stop() {
        INSTANCES.forEach(Application::close);
        kafka.close();
        postgres.close();
    }

    private static Map<String, String> environment(String keys) {
        return new HashMap<>(Map.of(
                "DATABASE_URL", postgres.libpqUrl(),
                "KAFKA_BROKERS", kafka.bootstrapServers(),
                "ENCRYPTION_KEY", keys,
                "SERVER_HOST", "127.0.0.1",
                "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
                "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())));
    }

    private static CommandRun commandWith(String keys, String... arguments) {
        return CommandRun.with(environment(keys), arguments);
    }

    private static CommandRun command(String... arguments) {
        return commandWith(NEW_KEY + "," + OLD_KEY, arguments);
    }

    private static JdbcClient jdbc() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser("postgres");
        return JdbcClient.create(dataSource);
    }

    private record TestAgent(UUID id, String secret) {}

    /** @param keys of the command that makes it */
    private static TestAgent agent(String keys) {
        String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
        command("tenant", "add", "--name", tenant).succeeded();
        CommandRun added =
                commandWith(keys, "agent", "add", "--tenant", tenant, "--name", "Echo", "--kind", "echo", "--active");
        TestAgent agent = new TestAgent(UUID.fromString(added.value("AGENT_ID")), added.value("HMAC_SECRET"));
        awaitEverywhere(agent, 202);
        return agent;
    }

    private static int post(Settings instance, TestAgent agent) {
        byte[] body = WebhookClient.body("TWO-1", "x").getBytes(StandardCharsets.UTF_8);
        String signature =
                HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(agent.secret()), body));
        return send(HttpRequest.newBuilder(URI.create(
                                instance.server().publicUrl() + "/webhook/agents/" + agent.id() + "/webhook"))
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build())
                .statusCode();
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitEverywhere(TestAgent agent, int status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(SETTINGS)
                .allSatisfy(instance -> assertThat(post(instance, agent)).isEqualTo(status)));
    }

    private static String apiToken() {
        return command("token", "create", "--name", "t " + UUID.randomUUID(), "--role", "admin")
                .value("API_TOKEN");
    }

    private static JsonNode api(String method, String path, String token, String body) {
        HttpResponse<String> response =
                send(HttpRequest.newBuilder(URI.create(SETTINGS.get(0).server().publicUrl() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        try {
            return JsonMapper.builder().build().readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStatusChangedBySqlApiOrCommandHoldsEverywhere() {
        TestAgent agent = agent(NEW_KEY);
        String path = "/api/agents/" + agent.id();
        String token = apiToken();

        jdbc().sql("UPDATE agents SET status = 'paused' WHERE id = :id")
                .param("id", agent.id())
                .update();
        awaitEverywhere(agent, 403);
        jdbc().sql("UPDATE agents SET status = 'active' WHERE id = :id")
                .param("id", agent.id())
                .update();
        awaitEverywhere(agent, 202);
        api("PATCH", path, token, "{\"status\":\"paused\"}");
        awaitEverywhere(agent, 403);
        api("PATCH", path, token, "{\"status\":\"active\"}");
        awaitEverywhere(agent, 202);
        command("agent", "pause", agent.id().toString()).succeeded();
        awaitEverywhere(agent, 403);
        command("agent", "activate", agent.id().toString()).succeeded();
        awaitEverywhere(agent, 202);
    }

    @Test
    void aLimitSetByCommandHoldsOnEachInstance() {
        TestAgent agent = agent(NEW_KEY);

        command("agent", "set", agent.id().toString(), "--rate-limit", "1/h").succeeded();
        awaitEverywhere(agent, 429);
        command("agent", "set", agent.id().toString(), "--rate-limit", "none").succeeded();
        awaitEverywhere(agent, 202);
    }

    @Test
    void nobodyWhoHasAValidSecretIsRefusedDuringRotations() {
        TestAgent agent = agent(NEW_KEY);
        String path = "/api/agents/" + agent.id() + "/rotate-secret";
        String token = apiToken();
        TestAgent valid = agent;

        for (int rotation = 0; rotation < 3; rotation++) {
            try (Sender old = new Sender(valid)) {
                TestAgent renewed = new TestAgent(
                        agent.id(),
                        api("POST", path, token, "{\"valid_for\":\"24h\"}")
                                .path("hmac_secret")
                                .asText());
                awaitEverywhere(renewed, 202);
                try (Sender fresh = new Sender(renewed)) {
                    old.awaitAnswers(100);
                    fresh.awaitAnswers(100);
                    assertThat(fresh.answers).containsOnly(202);
                }
                assertThat(old.answers).containsOnly(202);
                valid = renewed;
            }
        }
        awaitEverywhere(agent, 401);
    }

    @Test
    void theEncryptionKeyIsReplacedWhileEventsComeIn() {
        TestAgent agent = agent(OLD_KEY + "," + NEW_KEY);
        jiraSite(agent, Keyring.of(List.of(OLD_KEY)).encrypt("a token of Jira"));
        try (Sender sender = new Sender(agent)) {
            JsonNode result =
                    command("secret", "rotate", "--encryption-key", "--json").json();
            sender.awaitAnswers(100);

            assertThat(result.path("reencrypted").asInt()).isPositive();
            assertThat(result.path("unreadable")).isEmpty();
            assertThat(sender.answers).containsOnly(202);
        }
        JsonNode again =
                command("secret", "rotate", "--encryption-key", "--json").json();
        assertThat(again.path("reencrypted").asInt()).isZero();

        assertThat(Keyring.of(List.of(NEW_KEY)).decrypt(jiraToken(agent))).isEqualTo("a token of Jira");

        Settings newKeyOnly = Settings.load(Path.of("."), environment(NEW_KEY));
        try (Application third = Application.start(newKeyOnly, EnumSet.of(Role.API))) {
            assertThat(third.demo()).isEmpty();
            assertThat(post(newKeyOnly, agent)).isEqualTo(202);
        }
    }

    private static void jiraSite(TestAgent agent, String encrypted) {
        jdbc().sql("""
                        INSERT INTO jira_sites (tenant_id, base_url, flavour, token_encrypted)
                        SELECT tenant_id, 'https://jira.example', 'data-center', :token FROM agents WHERE id = :id""").param("token", encrypted).param("id", agent.id()).update();
    }

    private static String jiraToken(TestAgent agent) {
        return jdbc().sql("SELECT token_encrypted FROM jira_sites JOIN agents USING (tenant_id) WHERE id = :id")
                .param("id", agent.id())
                .query(String.class)
                .single();
    }

    @Test
    void aSecretThatNoKeyReadsIsNamedAndLeftAlone() {
        TestAgent agent = agent(NEW_KEY);
        String before = jdbc().sql("UPDATE agents SET hmac_secret_encrypted = :lost WHERE id = :id"
                        + " RETURNING hmac_secret_encrypted")
                .param("lost", Keyring.of(List.of(Keyring.generateKey())).encrypt("x"))
                .param("id", agent.id())
                .query(String.class)
                .single();

        CommandRun run = command("secret", "rotate", "--encryption-key");

        assertThat(run.exitCode()).isEqualTo(RootCommand.FAILED);
        assertThat(run.out()).contains("agent " + agent.id(), "Keep the old keys");
        assertThat(jdbc().sql("DELETE FROM agents WHERE id = :id RETURNING hmac_secret_encrypted")
                        .param("id", agent.id())
                        .query(String.class)
                        .single())
                .isEqualTo(before);
    }

    /** Posts to both instances in turn until it is closed. */
    private static final class Sender implements AutoCloseable {
        private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;

        Sender(TestAgent agent) {
            thread = new Thread(() -> {
                while (!stopped.get()) {
                    SETTINGS.forEach(instance -> answers.add(post(instance, agent)));
                }
            });
            thread.start();
        }

        void awaitAnswers(int more) {
            int wanted = answers.size() + more;
            await().atMost(Duration.ofSeconds(60)).until(() -> answers.size() >= wanted);
        }

        @Override
        public void close() {
            stopped.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
