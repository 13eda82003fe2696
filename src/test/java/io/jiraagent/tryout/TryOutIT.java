package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeModel;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.ModelAgents;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Somebody tries an agent before it is let loose on tickets. */
class TryOutIT {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String TICKET =
            "{\"summary\":\"Sign-in fails with error 500\",\"description\":\"Steps to reproduce:"
                    + " reset the password, sign in.\",\"type\":\"Bug\",\"priority\":\"High\"}";

    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);

    private static HttpResponse<String> post(TestAgent agent, String role, String body) {
        return Http.post("/api/agents/" + agent.id() + "/try", Seeds.token(role, agent.tenantId()), body);
    }

    private static JsonNode tried(TestAgent agent, String body) {
        HttpResponse<String> response = post(agent, "operator", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.json(response);
    }

    private static String with(String ticket, String more) {
        return ticket.replaceFirst("\\{", "{" + more + ",");
    }

    private long count(String table, UUID tenant) {
        return program.jdbc()
                .sql("SELECT count(*) FROM " + table + " WHERE tenant_id = :tenant")
                .param("tenant", tenant)
                .query(Long.class)
                .single();
    }

    @Test
    void theEnhancerAnswersAndNothingIsLeftButTheAudit() {
        TestAgent agent = agents.create("ticket-enhancer");
        agents.sql("UPDATE agents SET status = 'draft' WHERE id = :id", agent.id());

        JsonNode result = tried(agent, TICKET);

        assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("completed");
        assertThat(result.path("effects").asBoolean()).isFalse();
        assertThat(result.at("/answer/sections/steps_to_reproduce").asText()).contains("reset the password");
        assertThat(result.at("/task/issue/priority").asText()).isEqualTo("High");
        assertThat(result.at("/task/attempt").asInt()).isZero();
        assertThat(result.path("took_ms").isNumber()).isTrue();
        for (String table : List.of("agent_test_executions", "tickets", "jira_comments")) {
            assertThat(count(table, agent.tenantId())).as(table).isZero();
        }
        assertThat(count("audit_log", agent.tenantId())).isOne();
    }

    @Test
    void aTicketThatWasSentBeforeIsFoundAsSimilar() {
        TestAgent agent = agents.create("ticket-enhancer");
        program.jdbc()
                .sql("INSERT INTO tickets (tenant_id, issue_key, summary, description) VALUES (:tenant, 'OLD-1',"
                        + " 'Sign-in fails with error 500', '')")
                .param("tenant", agent.tenantId())
                .update();

        assertThat(tried(agent, TICKET).at("/answer/similar/0/issue_key").asText())
                .isEqualTo("OLD-1");
    }

    @Test
    void aWholePayloadIsReadAsTheDoorsReadIt() {
        TestAgent agent = agents.create("echo");

        JsonNode object = tried(
                agent,
                "{\"payload\":{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"key\":\"OPS-7\",\"fields\":{\"summary\":\"x\"}}}}");
        JsonNode broken = tried(
                agent,
                "{\"payload\":\"{\\\"issue_key\\\":\\\"OPS-8\\\",\\\"issue\\\":{\\\"fields\\\":{\\\"summary\\\":\\\"say \\\"hi\\\"\\\"}}}\"}");
        JsonNode none = tried(agent, "{\"payload\":\"no JSON\"}");

        assertThat(object.at("/task/issue/key").asText()).isEqualTo("OPS-7");
        assertThat(object.at("/task/event_type").asText()).isEqualTo("jira:issue_updated");
        assertThat(broken.at("/task/issue/key").asText()).isEqualTo("OPS-8");
        assertThat(broken.at("/repairs/0/template_fix").asText()).contains("asJsonString");
        assertThat(none.path("outcome").asText()).isEqualTo("failed");
        assertThat(none.at("/error/reason").asText()).isEqualTo("malformed_payload");
        assertThat(none.path("task").isNull()).isTrue();
    }

    @Test
    void whatCannotBeUsedIsRefused() {
        TestAgent agent = agents.create("echo");

        assertThat(post(agent, "operator", "{}").statusCode()).isEqualTo(400);
        assertThat(post(agent, "operator", "{\"summary\":1}").statusCode()).isEqualTo(400);
        assertThat(post(agent, "operator", "{\"sumary\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(post(agent, "operator", with(TICKET, "\"run\":\"yes\"")).statusCode())
                .isEqualTo(400);
        assertThat(post(agent, "viewer", TICKET).statusCode()).isEqualTo(403);
    }

    @Test
    void aModelIsAskedWhatIsShownAndItsCostIsCounted() {
        try (FakeModel model = FakeModel.saying(FakeModel.advice().toString())) {
            TestAgent agent =
                    ModelAgents.create(model.baseUrl(), "sk-confidential", body -> body.put("daily_tokens", 100_000));

            HttpResponse<String> response = post(agent, "operator", TICKET);

            JsonNode result = Http.json(response);
            assertThat(result.path("outcome").asText()).as(response.body()).isEqualTo("completed");
            assertThat(result.at("/request/body")).isEqualTo(model.last().body());
            assertThat(result.at("/request/url").isNull())
                    .as("for administrators")
                    .isTrue();
            assertThat(response.body()).doesNotContain("sk-confidential");
            assertThat(result.at("/usage/input_tokens").asInt()).isEqualTo(1200);
            assertThat(result.at("/usage/cost").decimalValue()).isEqualByComparingTo("0.000384");
            assertThat(result.at("/answer/priority/suggested").asText()).isEqualTo("Medium");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(used(agent, "tokens")).isEqualTo(1540));
            assertThat(Http.json(post(agent, "admin", TICKET))
                            .at("/request/url")
                            .asText())
                    .startsWith(model.baseUrl());
        }
    }

    private long used(TestAgent agent, String resource) {
        return program.jdbc()
                .sql("SELECT used FROM budgets WHERE agent_id = :agent AND resource = :resource")
                .param("agent", agent.id())
                .param("resource", resource)
                .query(Long.class)
                .single();
    }

    @Test
    void aModelThatIsOnlyShownIsNotAsked() {
        try (FakeModel model = FakeModel.saying(FakeModel.advice().toString())) {
            TestAgent agent =
                    ModelAgents.create(model.baseUrl(), "sk-confidential", body -> body.put("daily_tokens", 100_000)
                            .put("daily_runs", 10));

            JsonNode result = tried(agent, with(TICKET, "\"run\":false"));

            assertThat(result.path("outcome").asText()).isEqualTo("shown");
            assertThat(result.at("/request/body/messages/1/content").asText()).contains("Sign-in fails with error 500");
            assertThat(result.at("/request/body/model").asText()).isEqualTo("small-model");
            assertThat(model.asked()).isEmpty();
            assertThat(used(agent, "tokens")).isZero();
            assertThat(used(agent, "runs")).isZero();
            assertThat(count("audit_log", agent.tenantId()))
                    .as("of making the agent only")
                    .isOne();
        }
    }

    @Test
    void budgetsHold() {
        try (FakeModel model = FakeModel.saying(FakeModel.advice().toString())) {
            TestAgent runs = ModelAgents.create(model.baseUrl(), "k", body -> body.put("daily_runs", 1));
            TestAgent tokens = ModelAgents.create(model.baseUrl(), "k", body -> body.put("daily_tokens", 10));

            assertThat(tried(runs, TICKET).path("outcome").asText()).isEqualTo("completed");
            JsonNode second = tried(runs, TICKET);
            JsonNode none = tried(tokens, TICKET);

            assertThat(second.at("/error/reason").asText()).isEqualTo("budget_exceeded");
            assertThat(none.at("/error/reason").asText()).isEqualTo("budget_exceeded");
            assertThat(model.asked()).hasSize(1);
            assertThat(second.path("took_ms").isNull()).as("nobody was asked").isTrue();
            assertThat(second.at("/request/body/messages")).isNotEmpty();
        }
    }

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
