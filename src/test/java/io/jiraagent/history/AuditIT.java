package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what stays readable, by API and on the pages. */
class AuditIT extends PageTest {
    private UUID id;

    @BeforeEach
    void aDeadLetterThatIsReplayedEditedAndThenDiscarded() {
        id = Seeds.execution(tenant, agent)
                .status("failed")
                .error("{\"reason\":\"malformed_payload\",\"message\":\"no JSON\",\"retryable\":false}")
                .payload("{broken")
                .insert();
        token = Seeds.token("operator", tenant);
        post("replay", "{\"payload\":\"{still broken\"}");
        RunningProgram.shared()
                .jdbc()
                .sql("UPDATE agents SET status = 'active' WHERE id = :id")
                .param("id", agent)
                .update();
        new Executions(RunningProgram.shared()).ended(id);
        post("discard", "{\"reason\":\"a test <b>ticket</b>\"}");
    }

    private void post(String action, String body) {
        assertThat(Http.send("/api/dead-letters/" + id + "/" + action, r -> r.header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isBetween(200, 202);
    }

    @Test
    void entriesAreListedNewestFirstForTheirTenantOnly() {
        JsonNode entries =
                Http.json(Http.get("/api/audit?execution_id=" + id, token)).get("items");

        assertThat(entries.findValuesAsText("action")).containsExactly("discard", "replay_edited");
        assertThat(entries.findValuesAsText("actor")).containsOnly("a operator");
        assertThat(entries.at("/0/detail/reason").asText()).isEqualTo("a test <b>ticket</b>");
        JsonNode rest = Http.json(Http.get("/api/audit?limit=1", token));
        assertThat(Http.json(Http.get(
                                "/api/audit?cursor=" + rest.get("next_cursor").asText(), token))
                        .at("/items/0/action")
                        .asText())
                .isEqualTo("replay_edited");
        assertThat(Http.json(Http.get("/api/audit", Seeds.token("viewer", Seeds.tenant())))
                        .get("items"))
                .isEmpty();
    }

    @Test
    void theExecutionsTimelineAndThePageTellIt() {
        signIn();

        browser.open("/Execution_History/" + id);
        assertThat(browser.find("main").getText())
                .contains("Replay 1 by a operator", "With an edited payload", "Discarded by a operator")
                .contains("a test <b>ticket</b>");
        browser.open("/Audit");
        assertThat(browser.find("tbody").getText()).contains("discard", "replay edited", "a test <b>ticket</b>");
        browser.screenshots("audit");
    }
}
