package io.jiraagent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.config.Settings;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import io.jiraagent.testing.CapturedLog;
import io.jiraagent.testing.RunningProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This version takes over what the release before has left in PostgreSQL and Kafka. */
class UpgradeIT {
    private static final String LAST_MIGRATION = "11";
    private static final TopicPartition INTAKE = new TopicPartition("agent-executions", 0);

    private final RecordedRelease before = new RecordedRelease("0.1-v11");
    private final HttpClient http = HttpClient.newHttpClient();
    private final int managementPort = RunningProgram.freePort();

    @TempDir
    private Path folder;

    @Test
    void bringsToItsEndWhatTheReleaseBeforeHasLeftAndHoldsWhatANewerOneHasSent() throws Exception {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setUrl(postgres.jdbcUrl());
            dataSource.setUser("postgres");
            JdbcClient jdbc = JdbcClient.create(dataSource);
            Flyway.configure()
                    .dataSource(dataSource)
                    .target(LAST_MIGRATION)
                    .load()
                    .migrate();
            before.insertRows(jdbc);
            stoppedJustNow(jdbc);
            List<Map<String, Object>> ended = ended(jdbc);
            createTopic(kafka.bootstrapServers());
            for (RecordedRelease.Entry entry : before.records()) {
                send(kafka.bootstrapServers(), entry.key(), entry.value());
            }

            try (CapturedLog log = new CapturedLog()) {
                try (Application all = start(postgres, kafka)) {
                    assertThat(all.demo()).isEmpty();
                    takesOver(jdbc, kafka.bootstrapServers(), ended);
                    holdsWhatIsNewer(jdbc, kafka.bootstrapServers());
                }
                assertThat(log.lines())
                        .as("what is held does not hold up the end of the program")
                        .noneMatch(line -> line.contains("Timeout occurred during graceful shutdown"));
            }
        }
    }

    private void takesOver(JdbcClient jdbc, String brokers, List<Map<String, Object>> ended) {
        await("everything to end").atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(states(jdbc))
                .containsExactly(
                        // Three of them were recorded open, with the body of the first.
                        "DONE-1 completed",
                        "DONE-1 completed",
                        "DONE-1 completed",
                        "DONE-1 completed",
                        "FAIL-1 failed",
                        "LATER-1 failed",
                        "WAIT-1 completed",
                        "WAIT-2 completed",
                        "WAIT-3 completed",
                        "WAIT-4 completed",
                        "WAIT-5 completed"));
        assertThat(ended(jdbc)).as("what had ended is not touched").containsAll(ended);
        await("all records to be committed")
                .atMost(Duration.ofMinutes(1))
                .until(() -> committed(brokers) == before.records().size());
    }

    private void holdsWhatIsNewer(JdbcClient jdbc, String brokers) throws Exception {
        send(
                brokers,
                new byte[] {1},
                "{\"v\":2,\"execution\":\"in a form of its own\"}".getBytes(StandardCharsets.UTF_8));

        await("the newer event to be told of").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            assertThat(get("/observe/health/ready")).contains("waits for a worker of the newer version");
            assertThat(get("/observe/metrics"))
                    .containsPattern("jira_agent_route_failing_seconds\\{.*execution-enqueue.*} [1-9]");
        });
        assertThat(committed(brokers)).isEqualTo(before.records().size());
        assertThat(states(jdbc)).as("no row of it, neither failed").hasSize(11);
    }

    /** Deadlines were recorded with the day of the recording. */
    private static void stoppedJustNow(JdbcClient jdbc) {
        jdbc.sql("""
                UPDATE agent_test_executions
                   SET lease_until = now(), turn_started_at = now(),
                       awaited_until = CASE WHEN awaited_until IS NOT NULL THEN now() END
                 WHERE status = 'in_progress'""").update();
    }

    private Application start(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka) {
        return Application.start(
                Settings.load(
                        Path.of("."),
                        RecordedRelease.environment(postgres, kafka, RunningProgram.freePort(), managementPort)),
                EnumSet.allOf(Role.class));
    }

    private static List<String> states(JdbcClient jdbc) {
        return jdbc.sql("SELECT issue_key || ' ' || status FROM agent_test_executions ORDER BY issue_key")
                .query(String.class)
                .list();
    }

    /** With their attempts; without what this version has added. */
    private static List<Map<String, Object>> ended(JdbcClient jdbc) {
        return jdbc.sql("""
                        SELECT x.id, x.status, x.completed_at, CAST(x.result AS text) AS result,
                               CAST(x.error AS text) AS error, x.epoch, x.attempt, count(a.*) AS attempts
                          FROM agent_test_executions x
                          LEFT JOIN execution_attempts a ON a.execution_id = x.id
                         WHERE x.issue_key IN ('DONE-1', 'FAIL-1')
                         GROUP BY x.id""").query().listOfRows();
    }

    private static void createTopic(String brokers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(INTAKE.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static void send(String brokers, byte[] key, byte[] value) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(INTAKE.topic(), key, value)).get();
        }
    }

    private static long committed(String brokers) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets("jira-agent-workers")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(INTAKE);
            return offset == null ? 0 : offset.offset();
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
