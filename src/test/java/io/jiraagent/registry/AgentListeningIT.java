package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody looks at what an agent's senders send. */
class AgentListeningIT {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final TestAgent agent = new TestAgents(program).create("echo");
    private final String operator = Seeds.token("operator", agent.tenantId());
    private final String path = "/api/agents/" + agent.id() + "/listening";

    private WebhookClient.Answer automation(String token, String body, String query) {
        return client.send(HttpRequest.newBuilder(URI.create(agent.automation() + query))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/plain")
                .header("X-Company-Key", "swordfish-secret")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private List<JsonNode> heard() {
        List<JsonNode> items = new ArrayList<>();
        Http.json(Http.get(path, operator)).path("items").forEach(items::add);
        return items;
    }

    private void listen() {
        assertThat(Http.post(path, operator, "{\"minutes\":5}").statusCode()).isEqualTo(200);
        await("the doors to know that somebody listens")
                .atMost(Duration.ofSeconds(5))
                .until(() -> {
                    automation("nobody", "x", "");
                    return !heard().isEmpty();
                });
    }

    private JsonNode heardOf(String outcome) {
        return await("what was heard: " + outcome)
                .atMost(Duration.ofSeconds(5))
                .until(
                        () -> heard().stream()
                                .filter(item ->
                                        item.at("/heard/outcome").asText().equals(outcome))
                                .findFirst()
                                .orElse(null),
                        item -> item != null);
    }

    @Test
    void nothingIsKeptUnlessSomebodyListens() {
        automation(agent.token(), WebhookClient.body("TEST-1", "x"), "");

        assertThat(heard()).isEmpty();
    }

    @Test
    void whatWasReadIsShownWithTheExactFixAndWithoutSecrets() {
        listen();
        WebhookClient.Answer answer = automation(
                agent.token(),
                "{\"issue_key\":\"TEST-9\",\"issue\":{\"fields\":{\"summary\":\"say \"hi\"\"}},\"n\":\""
                        + UUID.randomUUID() + "\"}",
                "?token=" + agent.token());

        JsonNode item = heardOf("accepted");

        JsonNode heard = item.path("heard");
        assertThat(heard.path("execution_id").asText())
                .isEqualTo(answer.executionId().toString());
        assertThat(heard.path("door").asText()).isEqualTo("automation");
        assertThat(heard.path("content_type").asText()).isEqualTo("text/plain");
        assertThat(heard.path("query").asBoolean()).isTrue();
        assertThat(item.path("body").asText()).contains("TEST-9");
        assertThat(heard.at("/reading").toString()).contains("summary");
        assertThat(heard.path("headers").toString())
                .contains("Authorization", "Bearer and ", "X-Company-Key")
                .doesNotContain("swordfish", agent.token());
        assertThat(Http.get(path, operator).body()).doesNotContain(agent.token());
    }

    @Test
    void ofASenderThatIsNotGenuineOnlyTheShapeIsShown() {
        listen();

        JsonNode item = heardOf("refused");

        assertThat(item.path("body").isNull()).isTrue();
        assertThat(item.at("/heard/reason").asText()).isEqualTo("invalid_token");
        assertThat(item.at("/heard/hint").asText()).isNotBlank();
        assertThat(item.at("/heard").has("content_type")).isFalse();
        assertThat(item.at("/heard/headers").toString()).contains("characters").doesNotContain("text/plain", "nobody");
    }

    @Test
    void noMoreThanTwentyAreKeptAndItCanBeEnded() {
        listen();
        for (int i = 0; i < 30; i++) {
            automation("nobody " + i, "x", "");
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> heard().size() == 20);

        JsonNode ended = Http.json(Http.post(path, operator, "{\"minutes\":0}"));

        assertThat(ended.path("listening_until").isNull()).isTrue();
        assertThat(Http.post(path, operator, "{\"minutes\":61}").statusCode()).isEqualTo(400);
        assertThat(Http.post(path, Seeds.token("viewer", agent.tenantId()), "").statusCode())
                .isEqualTo(403);
        assertThat(Http.get("/api/audit", operator).body()).contains("listening_minutes");
    }
}
