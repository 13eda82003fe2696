package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Replay by operators, over HTTP, down to the rows. */
class DeadLettersApiIT {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");
    private final String operator = Seeds.token("operator", agent.tenantId());

    private static HttpResponse<String> post(String path, String token, String json) {
        return Http.send(path, r -> r.header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** A dead letter of this test's agent. */
    private UUID malformed() {
        UUID id = agent.post("{\"issue_key\": " + UUID.randomUUID()).executionId();
        assertThat(executions.ended(id)).containsEntry("reason", "malformed_payload");
        return id;
    }

    private List<Map<String, Object>> audit(UUID id) {
        return program.jdbc()
                .sql("SELECT action, actor FROM audit_log WHERE execution_id = :id ORDER BY id")
                .param("id", id)
                .query()
                .listOfRows();
    }

    @Test
    void listsWhatFailedOfTheCallersTenantByReason() {
        UUID id = malformed();

        JsonNode listed = Http.json(Http.get("/api/dead-letters?reason=malformed_payload", operator));
        assertThat(listed.get("items")).hasSize(1);
        assertThat(listed.at("/items/0/id").asText()).isEqualTo(id.toString());
        assertThat(Http.json(Http.get("/api/dead-letters?reason=agent_error", operator))
                        .get("items"))
                .isEmpty();
        assertThat(Http.json(Http.get(
                                "/api/dead-letters", Seeds.token("viewer", UUID.fromString(program.demo("TENANT_ID")))))
                        .toString())
                .doesNotContain(id.toString());
    }

    @Test
    void replaysUnderTheSameIdInTheNextEpochAndKeepsTheHistory() {
        UUID id = malformed();

        HttpResponse<String> answer = post("/api/dead-letters/" + id + "/replay", operator, "");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"status\":\"queued\",\"execution_id\":\"" + id + "\",\"epoch\":2}");
        assertThat(executions.ended(id)).containsEntry("status", "failed").containsEntry("epoch", 2);
        JsonNode attempts =
                Http.json(Http.get("/api/executions/" + id, operator)).get("attempts");
        assertThat(attempts).hasSize(2);
        assertThat(attempts.findValuesAsText("epoch")).containsExactlyInAnyOrder("1", "2");
        assertThat(audit(id)).containsExactly(Map.of("action", "replay", "actor", "a operator"));
    }

    @Test
    void runsAnEditedPayloadAndKeepsWhatWasReceived() {
        UUID id = malformed();
        byte[] received = (byte[]) executions.rows(id).get(0).get("payload");

        HttpResponse<String> answer = post(
                "/api/dead-letters/" + id + "/replay",
                operator,
                "{\"payload\":" + WebhookClient.body("FIXED-1", "mended") + "}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(executions.ended(id))
                .containsEntry("status", "completed")
                .containsEntry("issue_key", "FIXED-1")
                .containsEntry("epoch", 2);
        assertThat(program.jdbc()
                        .sql("SELECT original_payload FROM agent_test_executions WHERE id = :id")
                        .param("id", id)
                        .query(byte[].class)
                        .single())
                .isEqualTo(received);
        assertThat(audit(id)).extracting("action").containsExactly("replay_edited");
    }

    @Test
    void replaysOnceHoweverOftenItIsClicked() {
        UUID id = malformed();
        String fixed = "{\"payload\":" + WebhookClient.body("ONCE-1", "x") + "}";

        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> post("/api/dead-letters/" + id + "/replay", operator, fixed)
                        .statusCode())
                .toList();

        assertThat(statuses).containsOnlyOnce(202).contains(409);
        assertThat(executions.ended(id)).containsEntry("epoch", 2);
        assertThat(post("/api/dead-letters/" + id + "/replay", operator, "").statusCode())
                .as("what is completed is no dead letter")
                .isEqualTo(409);
    }

    @Test
    void countsFirstAndThenReplaysWhatTheFilterMatches() {
        List<UUID> ids = List.of(malformed(), malformed(), malformed());
        String filter = "{\"filter\":{\"agent_id\":\"" + agent.id() + "\",\"reason\":\"malformed_payload\"}";

        JsonNode dry = Http.json(post("/api/dead-letters/replay", operator, filter + ",\"dry_run\":true}"));
        assertThat(dry).hasToString("{\"matched\":3,\"replayed\":0}");
        assertThat(executions.rows(ids.get(0)).get(0)).containsEntry("epoch", 1);

        JsonNode two = Http.json(
                post("/api/dead-letters/replay", operator, filter + ",\"limit\":2,\"rate_per_second\":1000}"));
        assertThat(two.path("matched").asInt()).isEqualTo(2);
        assertThat(two.path("replayed").asInt()).isEqualTo(2);
        assertThat(executions.ended(ids.get(0))).containsEntry("epoch", 2);
        assertThat(executions.ended(ids.get(1))).containsEntry("epoch", 2);
        assertThat(executions.rows(ids.get(2)).get(0)).containsEntry("epoch", 1);

        JsonNode one = Http.json(
                post("/api/dead-letters/replay", operator, "{\"filter\":{\"ids\":[\"" + ids.get(2) + "\"]}}"));
        assertThat(one.path("replayed").asInt()).isEqualTo(1);
    }

    @Test
    void aBulkReplayIsWatchedAndItsRestCancelled() {
        List<UUID> ids = List.of(malformed(), malformed(), malformed());
        String replayId = Http.json(post(
                        "/api/dead-letters/replay",
                        operator,
                        "{\"filter\":{\"agent_id\":\"" + agent.id() + "\"},\"rate_per_second\":0.01}"))
                .path("replay_id")
                .asText();
        executions.ended(ids.get(0));
        String path = "/api/dead-letters/replays/" + replayId;

        JsonNode watched = Http.json(Http.get(path, operator));
        JsonNode cancelled = Http.json(post(path + "/cancel", operator, ""));

        assertThat(watched.path("executions").asInt()).isEqualTo(3);
        assertThat(watched.path("failed").asInt()).isEqualTo(1);
        assertThat(watched.path("waiting").asInt()).isEqualTo(2);
        assertThat(cancelled.path("cancelled").asInt()).isEqualTo(2);
        assertThat(cancelled.path("waiting").asInt()).isZero();
        assertThat(executions.ended(ids.get(2)))
                .containsEntry("status", "failed")
                .containsEntry("epoch", 2);
        assertThat(audit(ids.get(2))).extracting("action").containsExactlyInAnyOrder("replay", "replay_cancelled");
        assertThat(Http.json(Http.get("/api/dead-letters/replays", operator))
                        .path("items")
                        .findValuesAsText("id"))
                .contains(replayId);
        assertThat(post(path + "/cancel", Seeds.token("viewer", agent.tenantId()), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(Http.get(path, Seeds.token("admin", Seeds.tenant())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void discardsWithAReason() {
        UUID id = malformed();

        assertThat(post("/api/dead-letters/" + id + "/discard", operator, "{\"reason\":\"a test rule\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(Http.json(Http.get("/api/dead-letters", operator)).get("items"))
                .isEmpty();
        assertThat(post("/api/dead-letters/" + id + "/replay", operator, "").statusCode())
                .isEqualTo(409);
        assertThat(post("/api/dead-letters/" + id + "/discard", operator, "{\"reason\":\"again\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(audit(id)).extracting("action").containsExactly("discard");
    }

    @Test
    void isForOperatorsOfTheTenant() {
        UUID id = malformed();
        String viewer = Seeds.token("viewer", agent.tenantId());
        String stranger = Seeds.token("admin", UUID.fromString(program.demo("TENANT_ID")));

        for (String path : List.of("/" + id + "/replay", "/" + id + "/discard")) {
            assertThat(post("/api/dead-letters" + path, viewer, "{\"reason\":\"x\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(post("/api/dead-letters" + path, stranger, path.endsWith("discard") ? "{\"reason\":\"x\"}" : "")
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(Http.json(post("/api/dead-letters/replay", stranger, "{\"filter\":{\"ids\":[\"" + id + "\"]}}"))
                        .get("replayed")
                        .asInt())
                .isZero();
        assertThat(executions.rows(id).get(0)).containsEntry("epoch", 1);
    }

    @Test
    void saysWhatIsWrongWithABody() {
        for (String body : List.of(
                "",
                "{}",
                "[]",
                "{\"filter\":[]}",
                "{\"filter\":{},\"surplus\":1}",
                "{\"filter\":{\"status\":\"failed\"}}",
                "{\"filter\":{\"ids\":[]}}",
                "{\"filter\":{\"ids\":[\"x\"]}}",
                "{\"filter\":{},\"limit\":0}",
                "{\"filter\":{},\"rate_per_second\":\"fast\"}",
                "{\"filter\":{},\"dry_run\":\"yes\"}")) {
            assertThat(post("/api/dead-letters/replay", operator, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        UUID id = malformed();
        assertThat(post("/api/dead-letters/" + id + "/replay", operator, "{\"payloads\":1}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/dead-letters/" + id + "/discard", operator, "{\"reason\":\" \"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(new String((byte[]) executions.rows(id).get(0).get("payload"), StandardCharsets.UTF_8))
                .startsWith("{\"issue_key\"");
    }
}
