package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.ticket.OwnMark;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An agent does not set itself off. */
class SelfTriggerRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");

    private static String event(String account) {
        return "{\"webhookEvent\":\"jira:issue_updated\",\"timestamp\":" + System.currentTimeMillis()
                + ",\"user\":{\"accountId\":\"" + account
                + "\"},\"issue\":{\"key\":\"LOOP-1\",\"fields\":{\"summary\":\""
                + UUID.randomUUID() + "\"}}}";
    }

    private void own(String accounts) {
        assertThat(Http.patch(
                                "/api/tenants/" + agent.tenantId(),
                                Seeds.token("admin", null),
                                "{\"own_accounts\":" + accounts + "}")
                        .statusCode())
                .isEqualTo(200);
    }

    private long rows() {
        return program.jdbc()
                .sql("SELECT count(*) FROM agent_test_executions WHERE agent_id = :agent")
                .param("agent", agent.id())
                .query(Long.class)
                .single();
    }

    @Test
    void eventsOfTheIntegrationsOwnAccountAreAnsweredAndNotWorkedOn() {
        own("[\"557058:Bot\"]");

        await().atMost(Duration.ofSeconds(5)).until(() -> agent.post(event("557058:bot"))
                .json()
                .path("status")
                .asText()
                .equals("ignored"));
        long before = rows();
        WebhookClient.Answer answer = agent.post(event("557058:BOT"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("reason").asText()).isEqualTo("own_account");
        assertThat(answer.json().path("message").asText()).isNotBlank();
        assertThat(answer.json().has("execution_id")).isFalse();
        UUID persons = agent.post(event("557058:person")).executionId();
        executions.ended(persons);
        assertThat(rows()).isEqualTo(before + 1);
        assertThat(Http.get("/api/tenants", Seeds.token("admin", null)).body()).contains("557058:Bot");
        assertThat(metric("jira_agent_events_ignored_total")).contains("reason=\"own_account\"");
    }

    @Test
    void theAccountThatCommentsInJiraIsTheIntegrationsOwn() {
        program.jdbc().sql("""
                        INSERT INTO jira_sites (tenant_id, base_url, flavour, token_encrypted, account_id)
                        VALUES (:tenant, 'http://127.0.0.1:1', 'data-center', 'x', 'JIRAUSER10100')""").param("tenant", agent.tenantId()).update();

        await().atMost(Duration.ofSeconds(5)).until(() -> agent.post(event("JIRAUSER10100"))
                .json()
                .path("reason")
                .asText()
                .equals("own_account"));
    }

    @Test
    void aCommentThatCarriesOurMarkIsNotWorkedOnWhoeverWroteIt() {
        String body =
                "{\"webhookEvent\":\"comment_created\",\"timestamp\":1,\"comment\":{\"author\":{\"accountId\":\"x\"},"
                        + "\"body\":\"Done.\\n" + OwnMark.of(UUID.randomUUID()) + "\"},\"issue\":{\"key\":\"LOOP-2\"}}";

        WebhookClient.Answer answer = agent.post(body);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("status").asText()).isEqualTo("ignored");
        assertThat(answer.json().path("reason").asText()).isEqualTo("own_comment");
        assertThat(rows()).isZero();
    }

    @Test
    void anAgentIsAskedAboutOneIssueSoOftenAnHourAndNoMore() {
        assertThat(Http.patch(
                                "/api/agents/" + agent.id(),
                                Seeds.token("admin", agent.tenantId()),
                                "{\"runs_per_issue_hour\":3}")
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(5)).until(() -> limited() > 0);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(agent.post(WebhookClient.body("LOOP-3", "run " + i)).executionId());
        }
        UUID other = agent.post(WebhookClient.body("LOOP-4", "another issue")).executionId();

        List<Map<String, Object>> ended = ids.stream().map(executions::ended).toList();

        assertThat(ended.stream().filter(row -> row.get("status").equals("completed")))
                .hasSize(3);
        assertThat(ended.stream().filter(row -> "issue_limit_exceeded".equals(row.get("reason"))))
                .hasSize(2)
                .allSatisfy(row -> assertThat((String) row.get("error")).contains("--own-account", "LOOP-3"));
        assertThat(executions.ended(other).get("status")).isEqualTo("completed");

        UUID refused = (UUID) ended.stream()
                .filter(row -> "issue_limit_exceeded".equals(row.get("reason")))
                .findFirst()
                .orElseThrow()
                .get("id");
        assertThat(Http.post("/api/dead-letters/" + refused + "/replay", Seeds.token("operator", agent.tenantId()), "")
                        .statusCode())
                .isEqualTo(202);
        await("a replay, which a person has decided on, to run")
                .atMost(Duration.ofSeconds(30))
                .until(() -> executions.rows(refused).get(0).get("status").equals("completed"));
    }

    /** The limit has come into the directory when the first execution is counted. */
    private long limited() {
        executions.ended(agent.post(WebhookClient.body("LOOP-0", "x")).executionId());
        return program.jdbc()
                .sql("SELECT count(*) FROM issue_runs WHERE agent_id = :agent AND issue_key = 'LOOP-0'")
                .param("agent", agent.id())
                .query(Long.class)
                .single();
    }

    private String metric(String name) {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(URI.create(program.managementUrl() + "/observe/metrics"))
                        .build())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .reduce("", (a, b) -> a + b + "\n");
    }
}
