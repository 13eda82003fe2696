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
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the doors answer to more events than an agent takes. */
class RateLimitRouteTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);

    private static String body() {
        return WebhookClient.body("RATE-1", "x");
    }

    private static void awaitLimit(TestAgent agent) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> agent.post(body()).status() == 429);
    }

    @Test
    void moreThanTheLimitIsRefusedWithTheTimeToWaitAndListed() {
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET rate_limit = '2/h' WHERE id = :id", agent.id());
        awaitLimit(agent);
        long before = new Executions(program).count();

        Answer refused = agent.post(body());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.json().path("detail").asText()).isEqualTo("Rate limit exceeded");
        assertThat(refused.json().path("hint").asText()).contains("2/h");
        assertThat(Integer.parseInt(
                        refused.response().headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 1801);
        String token = Seeds.token("viewer", agent.tenantId());
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        Http.get("/api/rejected?reason=rate_limited&agent_id=" + agent.id(), token)
                                .body())
                .contains("rate_limited"));
        assertThat(metrics())
                .containsPattern("jira_agent_events_refused_total\\{reason=\"rate_limited\",tenant=\"t-"
                        + agent.tenantId() + "\"\\}");
        assertThat(new Executions(program).count()).isEqualTo(before);
    }

    private String metrics() {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(java.net.URI.create(program.managementUrl() + "/observe/metrics"))
                        .build())
                .body();
    }

    @Test
    void aRepeatUsesNoPermitAndIsAnsweredAlsoWhenNoneIsLeft() {
        TestAgent agent = agents.create("echo");
        String body = body();
        Answer first = agent.post(body);
        agents.sql("UPDATE agents SET rate_limit = '1/h' WHERE id = :id", agent.id());
        awaitLimit(agent);

        Answer repeat = agent.post(body);

        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.executionId()).isEqualTo(first.executionId());
        assertThat(repeat.json().path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void whoDoesNotKnowTheSecretUsesNothingUp() {
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET rate_limit = '1/h' WHERE id = :id", agent.id());
        // The change is known when another agent's, made later, is.
        TestAgent later = agents.create("echo");
        TestAgent stranger = new TestAgent(program, agent.id(), agent.tenantId(), later.secret(), later.token());

        for (int i = 0; i < 20; i++) {
            assertThat(stranger.post(body()).status()).isEqualTo(401);
        }

        assertThat(agent.post(body()).status()).isEqualTo(202);
        assertThat(agent.post(body()).status()).isEqualTo(429);
    }

    @Test
    void aChangedLimitHoldsWithinSecondsAlsoATenants() {
        TestAgent agent = agents.create("echo");
        program.jdbc()
                .sql("UPDATE tenants SET rate_limit = '1/h' WHERE id = :id")
                .param("id", agent.tenantId())
                .update();
        awaitLimit(agent);
        assertThat(agent.post(body()).json().path("hint").asText()).contains("This tenant takes 1/h");

        program.jdbc()
                .sql("UPDATE tenants SET rate_limit = NULL WHERE id = :id")
                .param("id", agent.tenantId())
                .update();

        await().atMost(SOON).until(() -> agent.post(body()).status() == 202);
    }

    @Test
    void theTokenDoorHasTheSameLimit() {
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET rate_limit = '1/h' WHERE id = :id", agent.id());
        awaitLimit(agent);

        Answer refused = new WebhookClient(program)
                .send(HttpRequest.newBuilder(agent.automation())
                        .header("Authorization", "Bearer " + agent.token())
                        .POST(HttpRequest.BodyPublishers.ofString(body() + " " + UUID.randomUUID()))
                        .build());

        assertThat(refused.status()).isEqualTo(429);
    }
}
