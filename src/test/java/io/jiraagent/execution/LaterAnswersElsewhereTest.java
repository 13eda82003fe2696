package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.database.ServerKeys;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent.Reply;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.LaterAgent.Task;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A later answer that comes early, or to a program that did not ask for it. */
class LaterAnswersElsewhereTest {
    private static final String DONE = "{\"summary\": \"done\"}";

    private final List<AutoCloseable> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : opened) {
            closeable.close();
        }
    }

    private LaterAgent open(LaterAgent agent) {
        opened.add(agent);
        return agent;
    }

    private static UUID post(TestAgent agent) {
        return agent.post(WebhookClient.body("ELSE-1", "Login fails")).executionId();
    }

    private static UUID insert(RunningProgram program, TestAgent agent, String lease) {
        UUID id = UUID.randomUUID();
        program.jdbc()
                .sql("""
                        INSERT INTO agent_test_executions (id, agent_id, tenant_id, status, queued_at, started_at, attempt,
                                                           asked_agent_id, worker, lease_until, payload, payload_sha256)
                        VALUES (:id, :agent, :tenant, 'in_progress', now(), now(), 1, :agent, 'gone', now() + CAST(:lease AS interval),
                                :payload, :sha)""")
                .param("id", id)
                .param("agent", agent.id())
                .param("tenant", agent.tenantId())
                .param("lease", lease)
                .param("payload", WebhookClient.body("ROW-1", "x").getBytes(StandardCharsets.UTF_8))
                .param("sha", new byte[32])
                .update();
        return id;
    }

    @Test
    void mayComeBeforeTheAgentHasSaidThatItComes() {
        RunningProgram program = RunningProgram.shared();
        List<Answer> answers = new CopyOnWriteArrayList<>();
        LaterAgent server = open(new LaterAgent((request, connection) -> {
            answers.add(Task.of(request).answer(DONE));
            Reply.of(202, "").to(request, connection);
        }));

        UUID id = post(new TestAgents(program).create(Setup.http(server.url())));

        assertThat(new Executions(program).ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE);
        assertThat(answers).extracting(Answer::status).containsExactly(200);
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void standsWhenTheConnectionBreaksOffBehindIt() {
        RunningProgram program = RunningProgram.start(folder, Map.of("EXECUTION_LEASE", "5s"));
        opened.add(program::close);
        LaterAgent server = open(new LaterAgent((request, connection) -> {
            Task.of(request).answer(DONE);
            Reply.reset().to(request, connection);
        }));

        UUID id = post(new TestAgents(program).create(Setup.http(server.url())));

        assertThat(new Executions(program).ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE);
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void isTakenWhenTheWorkerThatAskedIsLost() {
        RunningProgram program = RunningProgram.shared();
        TestAgent agent = new TestAgents(program).create(Setup.http("http://127.0.0.1:1/"));
        UUID id = insert(program, agent, "2 seconds");
        ResultTokens tokens = new ResultTokens(resultKey(program), program.url());

        Answer answer = task(tokens, program, id).answer(DONE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(new Executions(program).ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE);
    }

    private static Task task(ResultTokens tokens, RunningProgram program, UUID id) {
        Claim claim = Claim.of(program.jdbc().sql("""
                        SELECT id, epoch, attempt, agent_id, tenant_id, event_type, agent_id AS asked_id, 'http' AS kind,
                               false AS idempotent, 60 AS deadline_seconds, 1 AS max_attempts, 60 AS retry_for_seconds,
                               1 AS turn_attempt, 0 AS turn_seconds, false AS has_backup, now() AS claimed_at, payload
                          FROM agent_test_executions WHERE id = :id""").param("id", id).query().singleRow());
        return new Task(URI.create(tokens.url(claim)), tokens.token(claim));
    }

    private static byte[] resultKey(RunningProgram program) {
        return new ServerKeys(
                        program.jdbc(),
                        Keyring.of(EmbeddedEncryptionKey.in(program.settings().dataDir())))
                .key("result");
    }

    @Test
    void isWaitedForWhileTheProgramIsStartedAnew() {
        LaterAgent server = open(new LaterAgent());
        String port = Integer.toString(RunningProgram.freePort());
        RunningProgram first = RunningProgram.start(folder, Map.of("SERVER_PORT", port));
        UUID id;
        Task task;
        try {
            id = post(new TestAgents(first).create(Setup.http(server.url())));
            task = server.task(id);
            await().until(() -> first.jdbc()
                    .sql("SELECT awaited_until IS NOT NULL FROM agent_test_executions WHERE id = :id")
                    .param("id", id)
                    .query(Boolean.class)
                    .single());
        } finally {
            first.close();
        }

        RunningProgram second = RunningProgram.start(folder, Map.of("SERVER_PORT", port));
        opened.add(second::close);
        assertThat(new Executions(second).rows(id).get(0)).containsEntry("status", "in_progress");
        assertThat(task.answer(DONE).status()).isEqualTo(200);

        assertThat(new Executions(second).ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE);
        assertThat(server.asked()).isEqualTo(1);
    }
}
