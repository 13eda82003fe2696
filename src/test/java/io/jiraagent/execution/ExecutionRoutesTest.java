package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.EnvelopeCodec;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the worker's routes promise, seen from the table of executions. */
class ExecutionRoutesTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);

    private static String kind() {
        return "test-" + UUID.randomUUID();
    }

    private UUID insert(TestAgent agent, String status, String columns, String values) {
        UUID id = UUID.randomUUID();
        program.jdbc()
                .sql("INSERT INTO agent_test_executions (id, agent_id, tenant_id, status, queued_at, payload,"
                        + " payload_sha256, " + columns
                        + ") VALUES (:id, :agent, :tenant, :status, now(), :payload, :sha, "
                        + values + ")")
                .param("id", id)
                .param("agent", agent.id())
                .param("tenant", agent.tenantId())
                .param("status", status)
                .param("payload", WebhookClient.body("ROW-1", "x").getBytes(StandardCharsets.UTF_8))
                .param("sha", new byte[32])
                .update();
        return id;
    }

    private List<Map<String, Object>> attempts(UUID id) {
        return program.jdbc()
                .sql("SELECT attempt, outcome, error ->> 'reason' AS reason FROM execution_attempts"
                        + " WHERE execution_id = :id ORDER BY attempt")
                .param("id", id)
                .query()
                .listOfRows();
    }

    @Test
    void runsWhateverIsDueWhoeverMadeItSo() {
        TestAgent agent = agents.create("echo");

        UUID id = insert(agent, "queued", "next_attempt_at", "now()");

        assertThat(executions.ended(id)).containsEntry("status", "completed");
    }

    @Test
    void whatIsClaimedWhenAnAttemptHasFailedFailsForItself() {
        String kind = kind();
        CountDownLatch allArrived = new CountDownLatch(1);
        Queue<Exception> leftBehind = new ConcurrentLinkedQueue<>();
        TestAgentRoutes.addSteps(program, kind, route -> route.errorHandler(new NoErrorHandlerDefinition())
                .process(exchange -> {
                    Optional.ofNullable(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class))
                            .ifPresent(leftBehind::add);
                    await().until(() -> allArrived.getCount() == 0);
                    throw new FinalAgentException("agent_refused", "no", null);
                }));
        TestAgent agent = agents.create(kind);
        program.jdbc()
                .sql("UPDATE agents SET concurrency = 1 WHERE id = :id")
                .param("id", agent.id())
                .update();
        List<UUID> ids = Stream.of("FAIL-1", "FAIL-2", "FAIL-3", "FAIL-4")
                .map(issue -> agent.post(WebhookClient.body(issue, "x")).executionId())
                .toList();
        allArrived.countDown();

        for (UUID id : ids) {
            executions.ended(id);
            assertThat(attempts(id))
                    .extracting(attempt -> attempt.get("reason"))
                    .containsExactly("agent_refused");
        }
        assertThat(leftBehind).isEmpty();
    }

    @Test
    void triesAgainWhatMayHelpAndKeepsEveryAttempt() {
        String kind = kind();
        AtomicInteger calls = new AtomicInteger();
        TestAgentRoutes.add(program, kind, task -> {
            if (task.issue().key().startsWith("RETRY") && calls.incrementAndGet() < 3) {
                throw new RetriableAgentException("agent_unavailable", "not now", null);
            }
            return Map.of("attempt", task.attempt());
        });
        TestAgent agent = agents.create(kind);

        UUID id = agent.post(WebhookClient.body("RETRY-1", "x")).executionId();

        assertThat(executions.ended(id)).containsEntry("status", "completed").containsEntry("attempt", 3);
        assertThat(attempts(id)).extracting("outcome").containsExactly("retry", "retry", "completed");
        assertThat(attempts(id)).extracting("reason").containsExactly("agent_unavailable", "agent_unavailable", null);
    }

    @Test
    void attemptsThatFailAtTheSameMomentAllEnd() {
        String kind = kind();
        CyclicBarrier together = new CyclicBarrier(16);
        TestAgentRoutes.add(program, kind, task -> {
            try {
                together.await(1, TimeUnit.SECONDS);
            } catch (BrokenBarrierException | TimeoutException e) {
                together.reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new FinalAgentException("agent_refused", "no", null);
        });
        TestAgent agent = agents.create(kind);

        for (int i = 0; i < 256; i++) {
            insert(agent, "queued", "next_attempt_at", "now() + interval '1 second'");
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> failures(agent) == 256);
    }

    @Test
    void whatEndsWhileOutcomesAreWrittenIsWrittenInOneStatement() throws Exception {
        String kind = kind();
        int events = 40;
        CountDownLatch begun = new CountDownLatch(events);
        Semaphore go = new Semaphore(0);
        AtomicInteger answered = new AtomicInteger();
        TestAgentRoutes.add(program, kind, task -> {
            begun.countDown();
            go.acquireUninterruptibly();
            answered.incrementAndGet();
            return Map.of();
        });
        TestAgent agent = agents.create(kind);
        List<UUID> ids = Stream.generate(() -> insert(agent, "queued", "next_attempt_at", "now()"))
                .limit(events)
                .toList();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        program.inTransaction(jdbc -> {
            jdbc.sql("SELECT id FROM agent_test_executions WHERE agent_id = :agent FOR UPDATE")
                    .param("agent", agent.id())
                    .query(UUID.class)
                    .list();
            for (int i = 1; i <= events; i++) {
                go.release();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .untilAtomic(answered, equalTo(i));
            }
        });
        ids.forEach(executions::ended);

        assertThat(program.jdbc()
                        .sql("SELECT count(DISTINCT ended_at) FROM execution_attempts WHERE agent_id = :agent")
                        .param("agent", agent.id())
                        .query(Integer.class)
                        .single())
                .isLessThan(5);
    }

    private long failures(TestAgent agent) {
        return program.jdbc()
                .sql("SELECT count(*) FROM agent_test_executions WHERE agent_id = :agent AND status = 'failed'")
                .param("agent", agent.id())
                .query(Long.class)
                .single();
    }

    @Test
    void endsWithTheLastErrorWhenTheBudgetIsSpentAndAtOnceWhenNothingHelps() {
        String kind = kind();
        TestAgentRoutes.add(program, kind, task -> switch (task.issue().key()) {
            case "SPENT-1" -> throw new RetriableAgentException("agent_unavailable", "never", null);
            case "FINAL-1" -> throw new FinalAgentException("agent_refused", "no", null);
            case "BUG-1" -> throw new IllegalStateException("secret details stay in the log");
            case "ARRAY-1" -> List.of(1);
            default -> Map.of();
        });
        TestAgent agent = agents.create(kind);

        Map<String, Object> spent =
                executions.ended(agent.post(WebhookClient.body("SPENT-1", "x")).executionId());
        assertThat(spent)
                .containsEntry("status", "failed")
                .containsEntry("reason", "agent_unavailable")
                .containsEntry("attempt", 3);
        assertThat(executions.ended(
                        agent.post(WebhookClient.body("FINAL-1", "x")).executionId()))
                .containsEntry("reason", "agent_refused")
                .containsEntry("attempt", 1);
        assertThat(executions.ended(agent.post(WebhookClient.body("BUG-1", "x")).executionId()))
                .containsEntry("reason", "agent_error")
                .extractingByKey("error")
                .asString()
                .doesNotContain("secret details");
        assertThat(executions.ended(
                        agent.post(WebhookClient.body("ARRAY-1", "x")).executionId()))
                .containsEntry("reason", "invalid_answer");
    }

    @Test
    void saysWhichRouteIsMissing() {
        TestAgent agent = agents.create("no-such-kind");
        agents.sql("UPDATE agents SET max_attempts = 1 WHERE id = :id", agent.id());

        assertThat(executions.ended(
                        agent.post(WebhookClient.body("KIND-1", "x")).executionId()))
                .containsEntry("reason", "agent_route_missing")
                .extractingByKey("error")
                .asString()
                .contains("routes/agents/no-such-kind.camel.yaml");
    }

    @Test
    void startsTheEventsOfOneIssueInOrderAndOneAfterTheOther() {
        String kind = kind();
        Queue<String> started = new ConcurrentLinkedQueue<>();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TestAgentRoutes.add(program, kind, task -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            started.add(task.issue().summary());
            running.decrementAndGet();
            return Map.of();
        });
        TestAgent agent = agents.create(kind);
        started.clear();

        List<UUID> ids = List.of("1", "2", "3", "4", "5", "6").stream()
                .map(summary ->
                        agent.post(WebhookClient.body("ORDER-1", summary)).executionId())
                .toList();
        ids.forEach(executions::ended);

        assertThat(started).containsSubsequence("1", "2", "3", "4", "5", "6");
        assertThat(most).hasValue(1);
    }

    @Test
    void holdsASlowRunsLeaseAndLetsOthersPass() {
        String kind = kind();
        CountDownLatch release = new CountDownLatch(1);
        Map<String, Boolean> asked = new ConcurrentHashMap<>();
        TestAgentRoutes.add(program, kind, task -> {
            asked.put(task.issue().key(), true);
            if (task.issue().key().startsWith("SLOW")) {
                awaitQuietly(release);
            }
            return Map.of();
        });
        TestAgent agent = agents.create(kind);

        UUID slow = agent.post(WebhookClient.body("SLOW-1", "x")).executionId();
        await().until(() -> asked.containsKey("SLOW-1"));
        Timestamp first = lease(slow);
        assertThat(executions.ended(
                        agent.post(WebhookClient.body("FAST-1", "x")).executionId()))
                .containsEntry("status", "completed");

        await().atMost(Duration.ofSeconds(60)).until(() -> lease(slow).after(first));
        release.countDown();
        assertThat(executions.ended(slow)).containsEntry("status", "completed").containsEntry("attempt", 1);
    }

    private Timestamp lease(UUID id) {
        return program.jdbc()
                .sql("SELECT lease_until FROM agent_test_executions WHERE id = :id")
                .param("id", id)
                .query(Timestamp.class)
                .single();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void repeatsAnAttemptOfADeadWorkerOnlyWhereThatDoesNoHarm() {
        TestAgent harmless = agents.create("echo");
        TestAgent harmful = agents.create("echo");
        agents.sql("UPDATE agents SET idempotent = false WHERE id = :id", harmful.id());
        String columns = "attempt, lease_until, worker";
        String values = "1, now() - interval '1 second', 'dead'";

        UUID repeated = insert(harmless, "in_progress", columns, values);
        UUID unknown = insert(harmful, "in_progress", columns, values);

        assertThat(executions.ended(repeated))
                .containsEntry("status", "completed")
                .containsEntry("attempt", 2);
        assertThat(attempts(repeated)).extracting("outcome").containsExactly("lost", "completed");
        assertThat(executions.ended(unknown))
                .containsEntry("status", "failed")
                .containsEntry("reason", "outcome_unknown");
    }

    @Test
    void runsWhatItClaimedAsTheConnectionBroke() {
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET idempotent = false WHERE id = :id", agent.id());
        UUID before = insert(agent, "queued", "next_attempt_at", "now()");
        executions.ended(before);
        String worker = program.jdbc()
                .sql("SELECT worker FROM execution_attempts WHERE execution_id = :id")
                .param("id", before)
                .query(String.class)
                .single();

        UUID unheard = insert(
                agent,
                "in_progress",
                "attempt, lease_until, worker",
                "1, now() - interval '1 second', '" + worker + "'");

        assertThat(executions.ended(unheard)).containsEntry("status", "completed");
    }

    @Test
    void keepsARecordThatNobodyCanReadAndGoesOn() throws ExecutionException, InterruptedException {
        byte[] garbage = ("garbage " + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("agent-executions", garbage)).get();
            producer.send(new ProducerRecord<>("agent-executions", new byte[] {1}, null))
                    .get();
        }

        await().untilAsserted(() -> assertThat(program.jdbc()
                        .sql(
                                "SELECT status, error ->> 'reason' AS reason FROM agent_test_executions WHERE payload = :p")
                        .param("p", garbage)
                        .query()
                        .listOfRows())
                .containsExactly(Map.of("status", "failed", "reason", "unreadable_record")));
        assertThat(executions.ended(new WebhookClient(program)
                        .post(WebhookClient.body("AFTER-1", "x"))
                        .executionId()))
                .containsEntry("status", "completed");
    }

    @Test
    void givesARepeatUnderAnotherIdTheFirstOnesRow() throws ExecutionException, InterruptedException {
        TestAgent agent = agents.create("echo");
        byte[] body = "{\"issue_key\":\"EDGE-1\"}".getBytes(StandardCharsets.UTF_8);
        UUID first = agent.post(new String(body, StandardCharsets.UTF_8)).executionId();
        executions.ended(first);

        // As another instance would, just across the edge of the window.
        UUID other = UUID.randomUUID();
        Envelope envelope = new Envelope(
                1,
                other,
                agent.id(),
                agent.tenantId(),
                "EDGE-1",
                null,
                Instant.now(),
                false,
                Door.WEBHOOK,
                Map.of(),
                null,
                body);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("agent-executions", new EnvelopeCodec().write(envelope)))
                    .get();
        }

        await().untilAsserted(() -> assertThat(program.jdbc()
                        .sql("SELECT execution_id FROM execution_aliases WHERE id = :id")
                        .param("id", other)
                        .query(UUID.class)
                        .optional())
                .contains(first));
        assertThat(executions.rows(other)).isEmpty();
    }

    @Test
    void tellsRepeatsFromRecurrencesAlsoWhenAllComeInOneBatch() throws ExecutionException, InterruptedException {
        TestAgent agent = agents.create("echo");
        byte[] body = ("{\"issue_key\":\"BATCH-1\",\"nonce\":\"" + UUID.randomUUID() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        UUID known = UUID.randomUUID();
        UUID repeat = UUID.randomUUID();
        UUID chained = UUID.randomUUID();
        UUID again = UUID.randomUUID();

        // The second repeats the first's row, the third comes when that row is too old but repeats the second, the last
        // one recurs after the window.
        enqueue(envelope(agent, known, noon, body));
        executions.ended(known);
        enqueue(
                envelope(agent, repeat, noon.plusSeconds(9 * 60), body),
                envelope(agent, chained, noon.plusSeconds(11 * 60), body),
                envelope(agent, again, noon.plusSeconds(40 * 60), body));

        assertThat(executions.ended(again)).containsEntry("status", "completed");
        assertThat(executions.ended(chained)).containsEntry("status", "completed");
        assertThat(executions.rows(repeat)).isEmpty();
    }

    private static Envelope envelope(TestAgent agent, UUID id, Instant receivedAt, byte[] body) {
        return new Envelope(
                1,
                id,
                agent.id(),
                agent.tenantId(),
                "BATCH-1",
                null,
                receivedAt,
                false,
                Door.WEBHOOK,
                Map.of(),
                null,
                body);
    }

    private void enqueue(Envelope... envelopes) throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS"), "linger.ms", "50"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Envelope envelope : envelopes) {
                sent.add(producer.send(new ProducerRecord<>(
                        "agent-executions",
                        envelope.recordKey().getBytes(StandardCharsets.UTF_8),
                        new EnvelopeCodec().write(envelope))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    @Test
    void endsWhatWaitsForAnAgentThatIsGone() {
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET status = 'paused' WHERE id = :id", agent.id());
        UUID id = insert(agent, "queued", "next_attempt_at", "now()");
        agents.sql("DELETE FROM agents WHERE id = :id", agent.id());

        assertThat(executions.ended(id)).containsEntry("status", "failed").containsEntry("reason", "agent_unknown");
    }
}
