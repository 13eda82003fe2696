package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.LaterAgent.Task;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an execution whose agent was to answer later and has none, or no usable answer. */
class LaterFailuresTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final String DONE = "{\"summary\": \"done\"}";

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgents agents = new TestAgents(program);
    private final LaterAgent server = new LaterAgent();

    @AfterEach
    void close() {
        server.close();
    }

    private static UUID post(TestAgent agent) {
        return agent.post(WebhookClient.body("FAIL-" + NUMBERS.incrementAndGet(), "Login fails"))
                .executionId();
    }

    private UUID awaited(TestAgent agent) {
        UUID id = post(agent);
        executions.awaited(id);
        return id;
    }

    @Test
    void anOverdueAnswerEndsTheExecutionOfAnAgentThatMayNotBeAskedTwice() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        agents.sql("UPDATE agents SET answer_within_seconds = 1 WHERE id = :id", agent.id());

        UUID id = post(agent);
        Map<String, Object> row = executions.ended(id);

        assertThat(row)
                .containsEntry("status", "failed")
                .containsEntry("reason", "answer_overdue")
                .containsEntry("attempt", 1);
        assertThat(row.get("error")).asString().contains("\"retryable\": false", "within 1 s");
        Answer late = server.task(id).answer(DONE);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("detail").asText()).isEqualTo("The attempt has ended without this answer");
        assertThat(server.asked()).isEqualTo(1);
    }

    @ParameterizedTest(name = "retryable: {0}")
    @CsvSource({"false, failed", "true, retry"})
    void anAnswerMayBeThatThereIsNone(boolean retryable, String outcome) {
        TestAgent agent = agents.create(Setup.http(server.url()));
        UUID id = awaited(agent);

        server.task(id)
                .answer("{\"error\": {\"reason\": \"quota_used_up\", \"message\": \"Try later\", \"retryable\": "
                        + retryable + "}}");

        await().untilAsserted(() -> assertThat(executions.attempts(id)).hasSizeGreaterThanOrEqualTo(1));
        assertThat(executions.attempts(id).get(0))
                .containsEntry("outcome", outcome)
                .containsEntry("reason", "quota_used_up");
        if (retryable) {
            server.task(id, 2).answer(DONE);
            assertThat(executions.ended(id)).containsEntry("status", "completed");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                              | 400",
                "nonsense                                        | 400",
                "{} {}                                           | 400",
                "[1]                                             | 422",
                "\"done\"                                        | 422",
                "{\"error\": \"no\"}                             | 422",
                "{\"error\": {\"message\": \"no reason\"}}       | 422",
                "{\"error\": {\"reason\": \"Not a word\"}}       | 422",
                "{\"error\": {\"reason\": \"x\", \"why\": 1}}    | 422",
            })
    void whatIsNoAnswerIsRefusedAndMayBeCorrected(String body, int status) {
        UUID id = awaited(agents.create(Setup.http(server.url())));
        Task task = server.task(id);

        assertThat(task.answer(body).status()).isEqualTo(status);
        assertThat(task.answer("{\"x\": \"" + "x".repeat(1 << 20) + "\"}").status())
                .isEqualTo(413);
        assertThat(task.answer("{\"error\": {\"reason\": \"x\"}, \"summary\": \"an answer\"}")
                        .status())
                .isEqualTo(200);
        assertThat(executions.ended(id)).containsEntry("status", "completed");
    }

    @Test
    void anAgentThatHasTakenItsTaskIsNotAskedAgainWhenTheWorkerLosesItsLease() {
        UUID id = awaited(agents.create(Setup.http(server.url())));

        // As if this worker had taken up the overdue attempt while its connection broke.
        program.jdbc()
                .sql("UPDATE agent_test_executions SET awaited_until = NULL, lease_until = now() WHERE id = :id")
                .param("id", id)
                .update();

        assertThat(executions.ended(id)).containsEntry("status", "failed").containsEntry("reason", "outcome_unknown");
        assertThat(server.asked()).isEqualTo(1);
    }
}
