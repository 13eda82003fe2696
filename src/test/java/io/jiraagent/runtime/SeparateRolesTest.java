package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jiraagent.config.Settings;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A receiver and a worker apart, on a PostgreSQL and a Kafka that are not theirs. */
class SeparateRolesTest {
    @TempDir
    private Path folder;

    private final String encryptionKey = Keyring.generateKey();
    private final String secret = Hashes.randomSecret();
    private final UUID agent = UUID.randomUUID();
    private EmbeddedPostgresServer postgres;
    private EmbeddedKafkaBroker kafka;

    @BeforeEach
    void startServers() {
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"));
    }

    @AfterEach
    void stopServers() {
        kafka.close();
        postgres.close();
    }

    private Settings settings() {
        return settings(encryptionKey, Map.of());
    }

    private Settings settings(String key, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL", postgres.libpqUrl(),
                "KAFKA_BROKERS", kafka.bootstrapServers(),
                "ENCRYPTION_KEY", key,
                "SERVER_HOST", "127.0.0.1",
                "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
                "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())));
        environment.putAll(more);
        return Settings.load(Path.of("."), environment);
    }

    private JdbcClient jdbc() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser("postgres");
        return JdbcClient.create(dataSource);
    }

    private void createAgent() {
        UUID tenant = UUID.randomUUID();
        jdbc().sql("INSERT INTO tenants (id, name) VALUES (:id, 'acme')")
                .param("id", tenant)
                .update();
        jdbc().sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
                VALUES (:id, :tenant, 'Echo', 'echo', 'active', :secret)""")
                .param("id", agent)
                .param("tenant", tenant)
                .param("secret", Keyring.of(List.of(encryptionKey)).encrypt(secret))
                .update();
    }

    private WebhookClient.Answer post(Settings receiver) {
        byte[] body = WebhookClient.body("EXT-1", "x").getBytes(StandardCharsets.UTF_8);
        String signature =
                HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(secret), body));
        return new WebhookClient(null)
                .send(HttpRequest.newBuilder(
                                URI.create(receiver.server().publicUrl() + "/webhook/agents/" + agent + "/webhook"))
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    private String status(UUID id) {
        return jdbc().sql("SELECT status FROM agent_test_executions WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional()
                .orElse("none");
    }

    @Test
    void theReceiverNeedsNoWorkerAndTheWorkerCatchesUp() {
        Settings receiver = settings();
        try (Application api = Application.start(receiver, EnumSet.of(Role.API))) {
            assertThat(api.demo())
                    .as("a demo tenant belongs to the embedded mode")
                    .isEmpty();
            createAgent();
            await().until(() -> post(receiver).status() == 202);
            UUID id = post(receiver).executionId();
            assertThat(status(id)).isEqualTo("none");

            try (Application worker = Application.start(settings(), EnumSet.of(Role.WORKER))) {
                assertThat(worker.demo()).isEmpty();
                await().atMost(Duration.ofSeconds(60)).until(() -> status(id).equals("completed"));
                UUID next = post(receiver).executionId();
                await().atMost(Duration.ofSeconds(60)).until(() -> status(next).equals("completed"));
            }
        }
    }

    @Test
    void aReceiverShowsWhatAnAgentWouldGetAndSaysWhereItCanBeTried() {
        Settings receiver = settings();
        try (Application api = Application.start(receiver, EnumSet.of(Role.API))) {
            assertThat(api.demo()).isEmpty();
            createAgent();
            jdbc().sql("INSERT INTO api_tokens (id, name, token_sha256, role) VALUES (:id, 'test', :hash, 'operator')")
                    .param("id", UUID.randomUUID())
                    .param("hash", Hashes.ofToken("jat_test"))
                    .update();

            WebhookClient.Answer answer = new WebhookClient(null)
                    .send(HttpRequest.newBuilder(
                                    URI.create(receiver.server().publicUrl() + "/api/agents/" + agent + "/try"))
                            .header("Authorization", "Bearer jat_test")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"summary\":\"x\",\"run\":true}"))
                            .build());

            assertThat(answer.json().path("outcome").asText()).isEqualTo("shown");
            assertThat(answer.json().path("note").asText()).contains("role api", "role all");
            assertThat(answer.json().at("/task/issue/summary").asText()).isEqualTo("x");
        }
    }

    @Test
    void aLaterAnswerIsTakenByTheReceiverAndBroughtToItsEndByAWorkerThatDidNotAsk() {
        Settings receiver = settings();
        try (Application api = Application.start(receiver, EnumSet.of(Role.API));
                LaterAgent server = new LaterAgent()) {
            assertThat(api.demo()).isEmpty();
            createAgent();
            jdbc().sql("UPDATE agents SET kind = 'http', url = :url")
                    .param("url", server.url())
                    .update();
            List<WebhookClient.Answer> answers = new ArrayList<>();
            await().until(() -> {
                answers.add(0, post(receiver));
                return answers.get(0).status() == 202;
            });
            UUID id = answers.get(0).executionId();
            Map<String, String> ofWorkers =
                    Map.of("SERVER_PUBLIC_URL", receiver.server().publicUrl(), "AGENT_ALLOW_PRIVATE_NETWORKS", "true");
            LaterAgent.Task task;
            try (Application first = Application.start(settings(encryptionKey, ofWorkers), EnumSet.of(Role.WORKER))) {
                assertThat(first.demo()).isEmpty();
                task = server.task(id);
            }

            assertThat(task.answer("{}").status()).isEqualTo(200);
            assertThat(status(id)).isEqualTo("in_progress");

            try (Application second = Application.start(settings(encryptionKey, ofWorkers), EnumSet.of(Role.WORKER))) {
                assertThat(second.demo()).isEmpty();
                await().atMost(Duration.ofSeconds(60)).until(() -> status(id).equals("completed"));
            }
        }
    }

    @Test
    void theReceiverNeedsNoDatabaseToAcceptAndRefusesWhileKafkaIsAway() {
        Settings receiver = settings();
        try (Application api = Application.start(receiver, EnumSet.of(Role.API))) {
            assertThat(api.demo()).isEmpty();
            createAgent();
            await().until(() -> post(receiver).status() == 202);

            postgres.close();
            assertThat(post(receiver).status()).isEqualTo(202);
            assertThat(post(receiver).status()).isEqualTo(202);

            kafka.close();
            WebhookClient.Answer refused = post(receiver);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("detail").asText()).isEqualTo("Temporarily unavailable");
            assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void anotherEncryptionKeyIsToldBeforeAnythingIsServed() {
        try (Application first = Application.start(settings(), EnumSet.of(Role.API))) {
            assertThat(first.demo()).isEmpty();
        }
        Settings otherKey = settings(Keyring.generateKey(), Map.of());

        assertThatThrownBy(() -> Application.start(otherKey, EnumSet.of(Role.API)))
                .hasMessageContaining("cannot be decrypted with any key of ENCRYPTION_KEY");
    }
}
