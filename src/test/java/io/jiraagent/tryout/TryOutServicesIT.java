package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Somebody tries agents that may act outside, or that misbehave. */
class TryOutServicesIT extends TryOutScene {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @Test
    void aServiceIsOnlyShownUnlessItIsConfirmed() throws Exception {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(200, "{\"done\":\"<b>it</b>\"}"))) {
            TestAgent agent = agents.create(Setup.http(service.url("/?key=confidential")));

            HttpResponse<String> shown = post(agent, "operator", TICKET);

            assertThat(service.requests()).isEmpty();
            JsonNode request = Http.json(shown).path("request");
            assertThat(Http.json(shown).path("outcome").asText()).isEqualTo("shown");
            assertThat(Http.json(shown).path("note").asText()).contains("confirmed");
            assertThat(request.path("body")).isEqualTo(Http.json(shown).path("task"));
            assertThat(request.at("/headers/X-Hub-Signature-256").asText())
                    .as("not all of it, or it could be used at the agent's door")
                    .matches("sha256=[0-9a-f]{8}…");
            assertThat(shown.body()).doesNotContain("confidential");

            JsonNode called = tried(agent, with(TICKET, "\"run\":true"));

            assertThat(called.at("/answer/done").asText()).isEqualTo("<b>it</b>");
            FakeAgent.Request received = service.requests().get(0);
            assertThat(service.requests()).hasSize(1);
            assertThat(MAPPER.readTree(received.body()).path("attempt").asInt()).isZero();
            assertThat(received.headers().get("x-hub-signature-256"))
                    .isEqualTo("sha256="
                            + HexFormat.of()
                                    .formatHex(Hashes.hmacSha256(
                                            Base64.getDecoder().decode(agent.secret()), received.body())));
            assertThat(new String(received.body(), StandardCharsets.UTF_8)).contains("Sign-in fails");
        }
    }

    @Test
    void aServiceThatAnswersLaterHasNotFailed() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(202, ""))) {
            JsonNode taken = tried(agents.create(Setup.http(service.url("/"))), with(TICKET, "\"run\":true"));

            assertThat(taken.path("outcome").asText()).isEqualTo("taken");
            assertThat(taken.path("error").isNull()).isTrue();
            assertThat(taken.path("note").asText()).contains("answers later");
        }
    }

    @Test
    void aServiceThatFailsIsToldAsInAnExecution() {
        try (FakeAgent refusing = new FakeAgent(FakeAgent.Reply.of(404, ""));
                FakeAgent silent = new FakeAgent(FakeAgent.Reply.never())) {
            String run = with(TICKET, "\"run\":true");

            JsonNode refused = tried(agents.create(Setup.http(refusing.url("/"))), run);
            JsonNode late = tried(agents.create(Setup.http(silent.url("/")).deadline(1)), run);
            JsonNode missing = tried(agents.create("nowhere"), run);

            assertThat(refused.at("/error/reason").asText()).isEqualTo("agent_refused");
            assertThat(late.at("/error/reason").asText()).isEqualTo("outcome_unknown");
            assertThat(missing.at("/error/reason").asText()).isEqualTo("agent_route_missing");
            assertThat(missing.at("/error/message").asText()).contains("routes/agents/nowhere.camel.yaml");
        }
    }

    @Test
    void aRouteThatStopsHasNotAnswered() {
        TestAgentRoutes.addSteps(program, "try-stops", route -> route.stop());

        JsonNode result = tried(agents.create("try-stops"), with(TICKET, "\"run\":true"));

        assertThat(result.at("/error/reason").asText()).as(result.toString()).isEqualTo("no_answer");
    }

    @Test
    void aRouteThatHangsIsInterruptedAndGivesItsPlaceBack() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        TestAgentRoutes.add(program, "try-hangs", task -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "{}";
        });

        JsonNode result = tried(agents.create(Setup.of("try-hangs").deadline(1)), with(TICKET, "\"run\":true"));

        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.at("/error/reason").asText()).isEqualTo("outcome_unknown");
        assertThat(result.at("/error/message").asText()).contains("did not answer within 3 s");
        interrupted.await();
    }

    @Test
    void noMoreThanAFewAreTriedAtTheSameTime() throws Exception {
        CountDownLatch here = new CountDownLatch(4);
        CountDownLatch go = new CountDownLatch(1);
        FakeAgent.Reply held = (request, connection) -> {
            here.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            FakeAgent.Reply.of(200, "{}").to(request, connection);
        };
        try (FakeAgent service = new FakeAgent(held)) {
            TestAgent agent = agents.create(Setup.http(service.url("/")));
            String run = with(TICKET, "\"run\":true");
            List<CompletableFuture<JsonNode>> four = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                four.add(CompletableFuture.supplyAsync(() -> tried(agent, run)));
            }
            here.await();

            HttpResponse<String> fifth = post(agent, "operator", run);
            JsonNode shown = tried(agent, TICKET);
            go.countDown();

            assertThat(fifth.statusCode()).isEqualTo(429);
            assertThat(fifth.headers().firstValue("Retry-After")).contains("5");
            assertThat(shown.path("outcome").asText()).isEqualTo("shown");
            for (CompletableFuture<JsonNode> one : four) {
                assertThat(one.get().path("outcome").asText()).isEqualTo("completed");
            }
        }
    }
}
