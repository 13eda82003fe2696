package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.LaterAgent.Task;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent that takes its task with 202 answers when it is done. */
class LaterAnswersTest {
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
        return post(agent, "LATER-" + NUMBERS.incrementAndGet());
    }

    private static UUID post(TestAgent agent, String key) {
        return agent.post(WebhookClient.body(key, "Login fails")).executionId();
    }

    private UUID awaited(TestAgent agent) {
        UUID id = post(agent);
        awaited(id);
        return id;
    }

    private void awaited(UUID id) {
        await("execution " + id + " to be awaited")
                .atMost(Duration.ofSeconds(10))
                .until(() -> program.jdbc()
                        .sql("SELECT count(*) FROM agent_test_executions WHERE id = :id AND awaited_until IS NOT NULL")
                        .param("id", id)
                        .query(Boolean.class)
                        .single());
    }

    private List<Map<String, Object>> attempts(UUID id) {
        return program.jdbc()
                .sql("SELECT epoch, attempt, outcome, error ->> 'reason' AS reason FROM execution_attempts"
                        + " WHERE execution_id = :id ORDER BY epoch, attempt")
                .param("id", id)
                .query()
                .listOfRows();
    }

    private static void assertConflict(Answer answer, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().path("detail").asText()).isEqualTo(detail);
    }

    private static JsonNode read(UUID id) {
        return Http.json(Http.get("/api/executions/" + id, Seeds.token("viewer", null)));
    }

    @Test
    void completesTheExecutionThatWaitsForIt() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        UUID id = awaited(agent);
        JsonNode waiting = read(id);

        Answer answer = server.task(id).answer(DONE);

        assertThat(waiting.path("status").asText()).isEqualTo("in_progress");
        assertThat(Instant.parse(waiting.path("awaited_until").asText()))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("execution_id").asText()).isEqualTo(id.toString());
        assertThat(executions.ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE)
                .containsEntry("attempt", 1)
                .containsEntry("answered_by", agent.id());
        assertThat(attempts(id)).extracting("outcome").containsExactly("completed");
        assertThat(read(id).has("awaited_until")).isFalse();
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void takesTheSameAnswerAgainAndNoOther() {
        UUID id = awaited(agents.create(Setup.http(server.url())));
        Task task = server.task(id);
        task.answer("{\"a\": 1, \"b\": 2}");

        Answer same = task.answer("{\"b\":2,\"a\":1}");
        Answer other = task.answer(DONE);
        executions.ended(id);
        Answer sameAfterwards = task.answer("{\"a\": 1, \"b\": 2}");

        assertThat(same.status()).isEqualTo(200);
        assertConflict(other, "Another answer has been taken already");
        assertThat(sameAfterwards.status()).isEqualTo(200);
        assertThat(sameAfterwards.json().path("status").asText()).isEqualTo("completed");
        assertThat(executions.rows(id).get(0)).containsEntry("result", "{\"a\": 1, \"b\": 2}");
    }

    @Test
    void isTakenOnlyWithTheTokenOfItsOwnAttempt() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        UUID id = awaited(agent);
        UUID other = awaited(agent);
        Task task = server.task(id);
        String token = task.token();

        for (String wrong : List.of(
                server.task(other).token(),
                token.replace("jar_1.1.", "jar_1.2."),
                token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BB" : "AA"),
                agent.token(),
                Seeds.token("admin", null))) {
            Answer refused = task.withToken(wrong).answer(DONE);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().path("detail").asText()).isEqualTo("Invalid token");
        }
        assertThat(Http.send("/api/executions/" + id + "/result", request -> request.POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(executions.rows(id).get(0)).containsEntry("status", "in_progress");
    }

    @Test
    void anUnknownExecutionIsAnsweredLikeAWrongToken() {
        UUID id = awaited(agents.create(Setup.http(server.url())));
        String token = server.task(id).token().replace("jar_1.1.", "jar_1.3.");

        var known = Http.post("/api/executions/" + id + "/result", token, DONE);
        var unknown = Http.post("/api/executions/" + UUID.randomUUID() + "/result", token, DONE);

        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(401);
        assertThat(known.body()).isEqualTo(unknown.body());
    }

    @Test
    void toAnEarlierAttemptOfAnAgentThatIsAskedAgainChangesNothing() {
        UUID id = awaited(agents.create(Setup.http(server.url()).mayBeAskedTwice()));
        Task first = server.task(id);
        overdue(id);
        Task second = server.task(id, 2);

        assertConflict(first.answer(DONE), "The answer is to an earlier attempt");
        second.answer("{\"attempt\": 2}");

        assertThat(executions.ended(id)).containsEntry("result", "{\"attempt\": 2}");
        assertThat(attempts(id)).extracting("outcome").containsExactly("retry", "completed");
        assertThat(attempts(id)).extracting("reason").containsExactly("answer_overdue", null);
    }

    private void overdue(UUID id) {
        program.jdbc()
                .sql("UPDATE agent_test_executions SET awaited_until = now() WHERE id = :id")
                .param("id", id)
                .update();
    }

    @Test
    void thatIsOverdueEndsTheExecutionOfAnAgentThatMayNotBeAskedTwice() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        agents.sql("UPDATE agents SET answer_within_seconds = 1 WHERE id = :id", agent.id());

        UUID id = post(agent);
        Map<String, Object> row = executions.ended(id);

        assertThat(row)
                .containsEntry("status", "failed")
                .containsEntry("reason", "answer_overdue")
                .containsEntry("attempt", 1);
        assertThat(row.get("error")).asString().contains("\"retryable\": false", "within 1 s");
        assertConflict(server.task(id).answer(DONE), "The attempt has ended without this answer");
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void toAnExecutionThatWasReplayedChangesNothing() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        UUID id = awaited(agent);
        Task before = server.task(id);
        before.answer("{\"error\": {\"reason\": \"no_access\", \"message\": \"Not mine\"}}");
        assertThat(executions.ended(id)).containsEntry("reason", "no_access");

        assertThat(Http.post("/api/dead-letters/" + id + "/replay", Seeds.token("operator", null), "")
                        .statusCode())
                .isEqualTo(202);
        Task after = server.task(id, 2);

        assertConflict(before.answer(DONE), "The answer is to an earlier attempt");
        after.answer("{\"epoch\": 2}");
        assertThat(executions.ended(id)).containsEntry("result", "{\"epoch\": 2}");
    }

    @ParameterizedTest(name = "retryable: {0}")
    @CsvSource({"false, failed", "true, retry"})
    void mayBeThatThereIsNone(boolean retryable, String outcome) {
        TestAgent agent = agents.create(Setup.http(server.url()));
        UUID id = awaited(agent);

        server.task(id)
                .answer("{\"error\": {\"reason\": \"quota_used_up\", \"message\": \"Try later\", \"retryable\": "
                        + retryable + "}}");

        await().untilAsserted(() -> assertThat(attempts(id)).hasSizeGreaterThanOrEqualTo(1));
        assertThat(attempts(id).get(0)).containsEntry("outcome", outcome).containsEntry("reason", "quota_used_up");
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
    void thatIsNoneIsRefusedAndMayBeCorrected(String body, int status) {
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
    void keepsAPlaceOfTheAgentUntilItCame() {
        TestAgent agent = agents.create(Setup.http(server.url()));
        agents.sql("UPDATE agents SET concurrency = 1 WHERE id = :id", agent.id());
        UUID first = awaited(agent);
        UUID second = post(agent, "OTHER-1");
        UUID elsewhere = post(agents.create("echo"));
        executions.ended(elsewhere);

        assertThat(executions.rows(second)).allSatisfy(row -> assertThat(row).containsEntry("status", "queued"));
        server.task(first).answer(DONE);

        server.task(second).answer(DONE);
        assertThat(executions.ended(second)).containsEntry("status", "completed");
    }
}
