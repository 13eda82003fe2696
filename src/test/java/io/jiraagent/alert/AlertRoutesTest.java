package io.jiraagent.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jiraagent.runtime.TestSchedules;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a budget that is used up to the message in somebody's chat, and to its end. */
class AlertRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);
    private TestAgent agent;

    @BeforeEach
    void aBudgetThatIsUsedUp() {
        agent = agents.create("echo");
        agents.sql("UPDATE agents SET name = '<!channel> shift' WHERE id = :id", agent.id());
        agents.sql("INSERT INTO budgets (agent_id, daily_limit) VALUES (:id, 1)", agent.id());
        agents.create("echo");
        agent.post(WebhookClient.body("ALERT-1", "x"));
        agent.post(WebhookClient.body("ALERT-2", "x"));
        await().until(() -> refused() == 1);
    }

    @AfterEach
    void theReceiverHears() {
        program.alertsAnswer(200);
    }

    private long refused() {
        return program.jdbc()
                .sql("SELECT refused FROM budgets WHERE agent_id = :id")
                .param("id", agent.id())
                .query(Long.class)
                .single();
    }

    private List<JsonNode> told(String state) {
        return program.alerts().requests().stream()
                .flatMap(request -> alerts(request).stream())
                .filter(alert -> alert.get("message").asText().contains("<!channel> shift")
                        && alert.get("tenant").asText().equals(tenantName())
                        && alert.get("state").asText().equals(state))
                .toList();
    }

    private String tenantName() {
        return program.jdbc()
                .sql("SELECT name FROM tenants WHERE id = :id")
                .param("id", agent.tenantId())
                .query(String.class)
                .single();
    }

    private static List<JsonNode> alerts(FakeAgent.Request request) {
        try {
            return JSON.convertValue(
                    JSON.readTree(request.body()).get("alerts"),
                    JSON.getTypeFactory().constructCollectionType(List.class, JsonNode.class));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode listed(String token) {
        return Http.json(Http.get("/api/alerts", token)).get("items");
    }

    @Test
    void itIsPostedOnceAndOnceMoreWhenItIsOver() throws Exception {
        TestSchedules.soon(program, "alert-watch");
        await().atMost(Duration.ofSeconds(30)).until(() -> told("firing").size() == 1);
        JsonNode alert = told("firing").get(0);
        assertThat(alert.get("name").asText()).isEqualTo("budget_exceeded");
        assertThat(alert.get("message").asText()).contains("(1 runs) is used up; 1 refused today");
        String text = JSON.readTree(program.alerts().requests().stream()
                        .filter(request -> alerts(request).contains(alert))
                        .findFirst()
                        .orElseThrow()
                        .body())
                .get("text")
                .asText();
        assertThat(text).contains("ALERT budget_exceeded (" + tenantName() + ")", "&lt;!channel&gt; shift", "/Alerts");
        assertThat(listed(Seeds.token("viewer", agent.tenantId())))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.get("resolved_at").isNull()).isTrue());
        assertThat(listed(Seeds.token("viewer", Seeds.tenant()))).isEmpty();

        agents.sql("UPDATE budgets SET daily_limit = 100 WHERE agent_id = :id", agent.id());
        agents.sql("UPDATE alerts SET seen_at = now() - interval '3 minutes' WHERE tenant_id = :id", agent.tenantId());
        TestSchedules.soon(program, "alert-watch");
        await().atMost(Duration.ofSeconds(30)).until(() -> told("resolved").size() == 1);
        assertThat(told("firing")).hasSize(1);
    }

    @Test
    void itIsPostedUntilSomebodyHears() {
        program.alertsAnswer(500);
        program.mail().stop();
        try {
            TestSchedules.soon(program, "alert-watch");
            await().atMost(Duration.ofSeconds(30)).until(() -> !told("firing").isEmpty());
            assertThat(listed(Seeds.token("viewer", agent.tenantId()))
                            .at("/0/told_at")
                            .isNull())
                    .isTrue();
        } finally {
            program.mailIsBack();
        }

        program.alertsAnswer(200);
        agents.sql("UPDATE alerts SET telling_until = NULL WHERE tenant_id = :id", agent.tenantId());
        await().atMost(Duration.ofSeconds(30)).until(() -> !listed(Seeds.token("viewer", agent.tenantId()))
                .at("/0/told_at")
                .isNull());
    }
}
