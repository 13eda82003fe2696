package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        executions.awaited(id);
        return id;
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
        String page = Http.page("/Execution_History/" + id, Http.cookie(Seeds.token("viewer", null)))
                .body();

        Answer answer = server.task(id).answer(DONE);

        assertThat(waiting.path("status").asText()).isEqualTo("in_progress");
        assertThat(Instant.parse(waiting.path("awaited_until").asText()))
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
        assertThat(page)
                .contains("Awaits the agent's answer until", "Attempt 1 awaits the agent&#39;s answer until then");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("execution_id").asText()).isEqualTo(id.toString());
        assertThat(executions.ended(id))
                .containsEntry("status", "completed")
                .containsEntry("result", DONE)
                .containsEntry("attempt", 1)
                .containsEntry("answered_by", agent.id());
        assertThat(executions.attempts(id)).extracting("outcome").containsExactly("completed");
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
        assertThat(executions.attempts(id)).extracting("outcome").containsExactly("retry", "completed");
        assertThat(executions.attempts(id)).extracting("reason").containsExactly("answer_overdue", null);
    }

    private void overdue(UUID id) {
        program.jdbc()
                .sql("UPDATE agent_test_executions SET awaited_until = now() WHERE id = :id")
                .param("id", id)
                .update();
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
