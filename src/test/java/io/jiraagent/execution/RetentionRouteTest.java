package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.runtime.TestSchedules;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.EnvelopeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Completed ones are kept for twenty years here, failed ones for forty. */
class RetentionRouteTest {
    private static final String KEPT = "2020-01-01";
    private static final String THIRTY_YEARS_AGO = "1990-01-01";
    private static final String FIFTY_YEARS_AGO = "1970-01-01";

    private final RunningProgram program = RunningProgram.shared();
    private final JdbcClient jdbc = program.jdbc();
    private final UUID tenant = UUID.fromString(program.demo("TENANT_ID"));
    private final UUID agent = UUID.randomUUID();

    @BeforeEach
    void anAgentThatTakesNothing() {
        jdbc.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
                VALUES (:id, :tenant, 'Retention', 'echo', 'paused', '')""").param("id", agent).param("tenant", tenant).update();
    }

    @AfterEach
    void cleanUp() {
        for (String table : new String[] {"jira_comments", "removed_executions", "agent_test_executions"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE agent_id = :agent")
                    .param("agent", agent)
                    .update();
        }
        jdbc.sql("DELETE FROM agents WHERE id = :agent").param("agent", agent).update();
    }

    /** @param more columns to be set, each with a comma before it */
    private UUID ended(String status, String at, String more) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        "INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, status, queued_at, completed_at,"
                                + " next_attempt_at, lease_until, payload, payload_sha256) VALUES (:id, :agent, :tenant, 'OLD-1',"
                                + " 'queued', CAST(:at AS timestamptz), CAST(:at AS timestamptz), '2100-01-01', '2100-01-01',"
                                + " 'x', :hash)")
                .param("id", id)
                .param("agent", agent)
                .param("tenant", tenant)
                .param("at", at)
                .param("hash", Hashes.sha256(id.toString().getBytes(StandardCharsets.UTF_8)))
                .update();
        jdbc.sql("UPDATE agent_test_executions SET status = :status" + more + " WHERE id = :id")
                .param("status", status)
                .param("id", id)
                .update();
        jdbc.sql("""
                INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, started_at, ended_at, outcome)
                VALUES (:id, 1, 1, :agent, now(), now(), 'completed')""").param("id", id).param("agent", agent).update();
        jdbc.sql("INSERT INTO execution_aliases (id, execution_id) VALUES (gen_random_uuid(), :id)")
                .param("id", id)
                .update();
        return id;
    }

    private long rows(String table, String column, UUID id) {
        return jdbc.sql("SELECT count(*) FROM " + table + " WHERE " + column + " = :id")
                .param("id", id)
                .query(Long.class)
                .single();
    }

    private void awaitRemoved(UUID id) {
        TestSchedules.soon(program, "retention-remove");
        await().atMost(Duration.ofMinutes(2)).until(() -> rows("agent_test_executions", "id", id) == 0);
    }

    @Test
    void removesWhatEndedLongAgoWithAllThatBelongsToItAndNothingThatMayStillBeWanted() {
        UUID queued = ended("queued", FIFTY_YEARS_AGO, "");
        UUID running = ended("in_progress", FIFTY_YEARS_AGO, "");
        UUID recent = ended("completed", KEPT, "");
        UUID replayable = ended("failed", THIRTY_YEARS_AGO, ", dead_lettered_at = now()");
        UUID undelivered = ended("failed", FIFTY_YEARS_AGO, "");
        UUID toBeTold = ended("completed", THIRTY_YEARS_AGO, "");
        jdbc.sql("""
                INSERT INTO jira_comments (agent_id, issue_key, tenant_id, execution_id, epoch, seq, next_attempt_at)
                SELECT :agent, 'OLD-1', :tenant, :id, 1, 1, '2100-01-01'""")
                .param("agent", agent)
                .param("tenant", tenant)
                .param("id", toBeTold)
                .update();
        UUID discarded = ended("failed", THIRTY_YEARS_AGO, ", dead_lettered_at = now(), discarded_at = now()");
        UUID failed = ended("failed", FIFTY_YEARS_AGO, ", dead_lettered_at = now()");
        UUID completed = ended("completed", THIRTY_YEARS_AGO, "");

        awaitRemoved(completed);

        for (UUID gone : new UUID[] {completed, failed, discarded}) {
            assertThat(rows("agent_test_executions", "id", gone)).isZero();
            assertThat(rows("execution_attempts", "execution_id", gone)).isZero();
            assertThat(rows("execution_aliases", "execution_id", gone)).isZero();
        }
        for (UUID kept : new UUID[] {queued, running, recent, replayable, undelivered, toBeTold}) {
            assertThat(rows("agent_test_executions", "id", kept)).isOne();
            assertThat(rows("execution_attempts", "execution_id", kept)).isOne();
            assertThat(rows("execution_aliases", "execution_id", kept)).isOne();
        }
    }

    @Test
    void waitsForNobodyAndGoesOnUntilAllIsRemoved() {
        UUID held = ended("completed", THIRTY_YEARS_AGO, "");
        UUID last = ended("completed", "1991-01-01", "");
        jdbc.sql("""
                INSERT INTO agent_test_executions (id, agent_id, tenant_id, status, queued_at, completed_at, payload,
                                                   payload_sha256)
                SELECT gen_random_uuid(), :agent, :tenant, 'completed', '1990-06-01', '1990-06-01', 'x',
                       sha256(convert_to(:agent || ' ' || n, 'UTF8'))
                  FROM generate_series(1, 1200) AS n""").param("agent", agent).param("tenant", tenant).update();

        program.inTransaction(reader -> {
            reader.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ").update();
            reader.sql("SELECT id FROM agent_test_executions WHERE id = :id FOR UPDATE")
                    .param("id", held)
                    .query(UUID.class)
                    .single();
            long before = reader.sql("SELECT count(*) FROM agent_test_executions WHERE agent_id = :agent")
                    .param("agent", agent)
                    .query(Long.class)
                    .single();

            awaitRemoved(last);

            assertThat(rows("agent_test_executions", "agent_id", agent)).isOne();
            assertThat(before).isEqualTo(1202);
        });
        awaitRemoved(held);
    }

    @Test
    void whatRepeatsARemovedExecutionIsKnownAndNotRunAgain() throws ExecutionException, InterruptedException {
        WebhookClient client = new WebhookClient(program);
        String body = WebhookClient.body("OLD-2", "x");
        UUID first = client.post(body).executionId();
        assertThat(new Executions(program).ended(first)).containsEntry("status", "completed");
        jdbc.sql("UPDATE agent_test_executions SET completed_at = '1990-01-01' WHERE id = :id")
                .param("id", first)
                .update();
        awaitRemoved(first);

        UUID repeat = UUID.randomUUID();
        send(repeat, body);
        UUID another = UUID.randomUUID();
        send(another, WebhookClient.body("OLD-2", "y"));
        new Executions(program).ended(another);

        assertThat(rows("agent_test_executions", "id", repeat)).isZero();
        assertThat(rows("execution_aliases", "id", repeat)).isZero();
    }

    @Test
    void whatWasRemovedIsForgottenAfterAsLongAgainAsItWasKept() {
        for (int days : new int[] {7299, 7301}) {
            jdbc.sql("""
                    INSERT INTO removed_executions (agent_id, payload_sha256, removed_at)
                    VALUES (:agent, sha256(CAST(CAST(:days AS text) AS bytea)), now() - make_interval(days => :days))""").param("agent", agent).param("days", days).update();
        }

        TestSchedules.soon(program, "repeats-forget");

        await().atMost(Duration.ofMinutes(2)).until(() -> rows("removed_executions", "agent_id", agent) == 1);
    }

    @Test
    void anEventFromTheFutureIsRefusedSinceItsRepeatsWouldNotBeKnownForLongEnough() {
        WebhookClient client = new WebhookClient(program);
        Instant now = Instant.now();

        WebhookClient.Answer refused = client.post(timed(now.plus(Duration.ofDays(3))));
        WebhookClient.Answer accepted = client.post(timed(now.plus(Duration.ofHours(20))));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().get("detail").asText()).isEqualTo("Invalid HMAC signature");
        assertThat(refused.json().get("hint").asText()).contains("2 days ahead", "14599 days behind");
        assertThat(accepted.status()).isEqualTo(202);
    }

    private static String timed(Instant timestamp) {
        return "{\"issue_key\":\"OLD-3\",\"event_type\":\"jira:issue_created\",\"timestamp\":\"" + timestamp
                + "\",\"issue\":{\"key\":\"OLD-3\",\"fields\":{\"summary\":\"x\"}}}";
    }

    /** As a receiver does that does not remember the event. */
    private void send(UUID id, String body) throws ExecutionException, InterruptedException {
        Envelope envelope = new Envelope(
                Envelope.VERSION,
                id,
                UUID.fromString(program.demo("AGENT_ID")),
                tenant,
                "OLD-2",
                "jira:issue_created",
                Instant.now(),
                true,
                Door.WEBHOOK,
                Map.of(),
                null,
                body.getBytes(StandardCharsets.UTF_8));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "agent-executions",
                            envelope.recordKey().getBytes(StandardCharsets.UTF_8),
                            new EnvelopeCodec().write(envelope)))
                    .get();
        }
    }
}
