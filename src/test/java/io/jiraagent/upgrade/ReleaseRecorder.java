package io.jiraagent.upgrade;

import static org.awaitility.Awaitility.await;

import io.jiraagent.config.Settings;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes what a release leaves in PostgreSQL and Kafka when it is stopped in the middle of its work, for the tests of later
 * releases; to be run once, when a release is made: see {@code docs/upgrading.md}.
 */
final class ReleaseRecorder {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final List<String> TABLES = List.of(
            "flyway_schema_history",
            "tenants",
            "agents",
            "server_keys",
            "budgets",
            "agent_test_executions",
            "execution_aliases",
            "execution_attempts");

    private final Path target;
    private final EmbeddedKafkaBroker kafka;
    private final JdbcClient jdbc;
    private final String url;
    private final UUID tenant = UUID.randomUUID();
    private final Map<String, String> environment;

    private ReleaseRecorder(Path target, EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka) {
        this.target = target;
        this.kafka = kafka;
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser("postgres");
        jdbc = JdbcClient.create(dataSource);
        int port = RunningProgram.freePort();
        url = "http://127.0.0.1:" + port;
        environment = RecordedRelease.environment(postgres, kafka, port, RunningProgram.freePort());
    }

    /** @param arguments the folder to write to */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Files.createDirectories(target);
        Path data = Files.createTempDirectory("release");
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(data.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(data.resolve("kafka"))) {
            new ReleaseRecorder(target, postgres, kafka).record();
        }
        System.exit(0);
    }

    private void record() throws IOException {
        try (FakeAgent later = new FakeAgent(
                (request, connection) -> FakeAgent.Reply.of(202, "{}").to(request, connection))) {
            try (Application all = start(EnumSet.of(Role.API, Role.WORKER))) {
                assertNoDemo(all);
                jdbc.sql("INSERT INTO tenants (id, name) VALUES (:id, 'acme')")
                        .param("id", tenant)
                        .update();
                UUID echo = agent("Echo", "echo", "active", null);
                UUID paused = agent("Paused", "echo", "active", null);
                UUID missing = agent("Missing", "no-such-kind", "active", null);
                UUID answersLater = agent("Later", "http", "active", later.url("/"));
                awaitKnown(answersLater);
                jdbc.sql("INSERT INTO budgets (agent_id, daily_limit) VALUES (:id, 1000000)")
                        .param("id", echo)
                        .update();
                post(echo, "DONE-1", "timed");
                post(missing, "FAIL-1", "no route");
                post(answersLater, "LATER-1", "taken");
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> count("completed") >= 1
                                && count("in_progress") == 1
                                && jdbc.sql(
                                                        "SELECT count(*) FROM agent_test_executions WHERE dead_lettered_at IS NOT NULL")
                                                .query(Long.class)
                                                .single()
                                        == 1);
                jdbc.sql("UPDATE agents SET status = 'paused' WHERE id = :id")
                        .param("id", paused)
                        .update();
            }
            // Accepted by a receiver while no worker runs, so that only Kafka has them.
            try (Application api = start(EnumSet.of(Role.API))) {
                assertNoDemo(api);
                UUID echo = jdbc.sql("SELECT id FROM agents WHERE name = 'Echo'")
                        .query(UUID.class)
                        .single();
                awaitKnown(echo);
                for (int i = 1; i <= 5; i++) {
                    post(echo, "WAIT-" + i, "accepted before the upgrade");
                }
            }
            jdbc.sql("""
                    INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, event_type, status, queued_at,
                        started_at, attempt, next_attempt_at, lease_until, worker, asked_agent_id, turn_started_at, payload,
                        payload_sha256, origin)
                    SELECT gen_random_uuid(), x.agent_id, x.tenant_id, 'OPEN-' || s.n, x.event_type, s.status, now(),
                           CASE s.status WHEN 'in_progress' THEN now() END, CASE s.status WHEN 'in_progress' THEN 1 ELSE 0 END,
                           CASE s.status WHEN 'queued' THEN now() END, CASE s.status WHEN 'in_progress' THEN now() END,
                           'gone', x.agent_id, CASE s.status WHEN 'in_progress' THEN now() END, x.payload,
                           sha256(convert_to(s.n || s.status, 'UTF8')), x.origin
                      FROM agent_test_executions x,
                           (VALUES (1, 'queued'), (2, 'queued'), (3, 'in_progress')) AS s (n, status)
                     WHERE x.issue_key = 'DONE-1'""").update();
            jdbc.sql("""
                    INSERT INTO execution_aliases (id, execution_id)
                    SELECT gen_random_uuid(), id FROM agent_test_executions WHERE issue_key = 'DONE-1'""").update();
            writeRows();
            writeRecords();
        }
    }

    private Application start(EnumSet<Role> roles) {
        return Application.start(Settings.load(Path.of("."), environment), roles);
    }

    private static void assertNoDemo(Application application) {
        if (application.demo().isPresent()) {
            throw new IllegalStateException("This is the embedded mode");
        }
    }

    private long count(String status) {
        return jdbc.sql("SELECT count(*) FROM agent_test_executions WHERE status = :status")
                .param("status", status)
                .query(Long.class)
                .single();
    }

    private UUID agent(String name, String kind, String status, String agentUrl) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted, url, max_attempts, idempotent)
                VALUES (:id, :tenant, :name, :kind, :status, :secret, :url, 2, true)""")
                .param("id", id)
                .param("tenant", tenant)
                .param("name", name)
                .param("kind", kind)
                .param("status", status)
                .param(
                        "secret",
                        Keyring.of(List.of(RecordedRelease.ENCRYPTION_KEY)).encrypt(SECRET))
                .param("url", agentUrl)
                .update();
        return id;
    }

    private void awaitKnown(UUID agent) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> send(agent, "{\"tenant_id\":\"" + new UUID(0, 0) + "\"}") == 403);
    }

    private void post(UUID agent, String issue, String summary) {
        int status = send(agent, WebhookClient.body(issue, summary));
        if (status != 202) {
            throw new IllegalStateException("Answered " + status);
        }
    }

    private int send(UUID agent, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        String signature =
                HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(SECRET), body));
        return new WebhookClient(null)
                .send(HttpRequest.newBuilder(URI.create(url + "/webhook/agents/" + agent + "/webhook"))
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build())
                .status();
    }

    private void writeRows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String table : TABLES) {
            jdbc.sql("SELECT CAST(row_to_json(t) AS text) FROM " + table + " AS t")
                    .query(String.class)
                    .list()
                    .forEach(row -> lines.add(table + " " + row));
        }
        Files.write(target.resolve("rows.txt"), lines);
    }

    /** All of the topic, since what the worker had committed is not recorded: those come again, as after a restore. */
    private void writeRecords() throws IOException {
        TopicPartition partition = new TopicPartition("agent-executions", 0);
        List<String> lines = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(partition.topic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> lines.add(new String(record.key(), StandardCharsets.UTF_8) + " "
                                + Base64.getEncoder().encodeToString(record.value())));
            }
        }
        Files.write(target.resolve("records.txt"), lines);
    }
}
