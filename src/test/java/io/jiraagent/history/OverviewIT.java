package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator sees at first: numbers, drawing, reasons and what to do, each with its way on. */
class OverviewIT extends PageTest {
    private final Instant now = Instant.now();

    private Seeds.Execution ago(UUID of, Duration age) {
        return Seeds.execution(tenant, of).queuedAt(now.minus(age));
    }

    private JsonNode overview(String query) {
        HttpResponse<String> response = Http.get("/api/overview" + query, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.json(response);
    }

    private void anHourWithTrouble() {
        for (int minutes = 2; minutes < 30; minutes++) {
            ago(agent, Duration.ofMinutes(minutes)).insert();
        }
        for (int minutes = 5; minutes < 8; minutes++) {
            ago(agent, Duration.ofMinutes(minutes))
                    .status("failed")
                    .error("{\"reason\":\"outcome_unknown\",\"message\":\"<b>lost</b>\"}")
                    .insert();
        }
        ago(agent, Duration.ofMinutes(10))
                .status("failed")
                .error("{\"reason\":\"budget_exceeded\",\"message\":\"used up\"}")
                .insert();
        ago(agent, Duration.ofMinutes(3)).status("queued").insert();
        ago(agent, Duration.ofMinutes(1)).status("in_progress").insert();
        ago(agent, Duration.ofHours(3)).insert();
    }

    @Test
    void countsWhatWasReceivedAndWhatHasEndedStepByStep() {
        anHourWithTrouble();

        JsonNode hour = overview("");

        assertThat(hour.path("received").asInt()).isEqualTo(34);
        assertThat(hour.path("whole").asBoolean()).isTrue();
        assertThat(hour.path("step_seconds").asInt()).isEqualTo(60);
        assertThat(hour.path("steps")).hasSize(60);
        assertThat(hour.path("steps").findValues("completed").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(28);
        assertThat(hour.path("steps").findValues("failed").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(4);
        assertThat(overview("?minutes=1440").path("received").asInt()).isEqualTo(35);
    }

    @Test
    void tellsHowLongItTakesAndWhatIsOpenForEachAgentAndForAll() {
        UUID other = Seeds.agent(tenant, "Idle agent");
        anHourWithTrouble();
        ago(other, Duration.ofMinutes(4)).insert();

        JsonNode hour = overview("");

        JsonNode all = hour.path("all");
        assertThat(all.path("completed").asInt()).isEqualTo(29);
        assertThat(all.path("failed").asInt()).isEqualTo(4);
        assertThat(all.path("queued").asInt()).isEqualTo(1);
        assertThat(all.path("in_progress").asInt()).isEqualTo(1);
        assertThat(all.path("took").path("p50_ms").asInt()).isEqualTo(1620);
        assertThat(hour.path("agents").findValuesAsText("agent_name")).containsExactly("Ticket Enhancer", "Idle agent");
        assertThat(hour.path("agents").path(1).path("completed").asInt()).isEqualTo(1);
    }

    @Test
    void namesTheMostFrequentReasonsAndWhatToDo() {
        anHourWithTrouble();

        JsonNode failing = overview("").path("failing");

        assertThat(failing.findValuesAsText("reason")).containsExactly("outcome_unknown", "budget_exceeded");
        assertThat(failing.path(0).path("executions").asInt()).isEqualTo(3);
        assertThat(failing.path(1).path("next_step").asText()).contains("Raise the budget");
    }

    @Test
    void aTenantThatIsIdleHasZeros() {
        JsonNode hour = overview("?tenant_id=" + tenant);

        assertThat(hour.path("all").path("completed").asInt()).isZero();
        assertThat(hour.path("all").path("took").isNull()).isTrue();
        assertThat(hour.path("agents")).isEmpty();
    }

    @Test
    void thePageLeadsFromANumberToItsExecutions() {
        anHourWithTrouble();
        Seeds.alert(tenant, "executions_failing", "4 executions of agent Ticket Enhancer failed", false);
        signIn();

        browser.open("/Overview");

        assertThat(browser.find("main").getText())
                .contains("Needs attention", "executions failing", "outcome unknown", "<b>lost</b>", "median 1.6 s");
        assertThat(browser.all(".chart rect.completed")).hasSize(60);
        assertThat(browser.find(".chart svg").getDomAttribute("aria-label"))
                .contains("34 received, 28 completed, 4 failed");
        browser.screenshots("overview");
        browser.find("a[href^='/Dead_Letters?reason=outcome_unknown']").click();
        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(3));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void thePageOfAnIdleTenantSaysWhatToDo() {
        signIn();

        browser.open("/Overview?minutes=1440");

        assertThat(browser.find("main").getText()).contains("Nothing has happened", "./jira-agent webhook send");
        assertThat(browser.find("#minutes").getDomProperty("value")).isEqualTo("1440");
        browser.screenshots("overview-idle");
    }
}
