package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.FakeModel;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.ModelAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody tries an agent before it is let loose on tickets. */
class TryOutIT extends TryOutScene {
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
}
