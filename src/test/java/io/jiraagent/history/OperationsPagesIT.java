package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Agents and refused requests, and what holds for all pages. */
class OperationsPagesIT extends PageTest {
    @Test
    void operatorsPauseAndActivateAgentsWithTheKeyboard() {
        Seeds.agent(tenant, "Another agent " + LONG_WORD);
        signIn();
        browser.open("/Agents");
        browser.screenshots("agents");

        pressAndConfirm("#change-" + agent);

        soon().untilAsserted(() -> assertThat(
                        browser.find("tr[data-key='" + agent + "']").getText())
                .contains("active", "Pause"));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void operatorsSendATestAndSeeWhatBecomesOfIt() {
        TestAgent active = new TestAgents(RunningProgram.shared()).create("echo");
        token = Seeds.token("operator", active.tenantId());
        signIn();
        browser.open("/Agents");
        browser.screenshots("agents-active");

        pressAndConfirm("#test-" + active.id());

        soon().untilAsserted(() -> {
            assertThat(browser.driver().getCurrentUrl()).contains("/Execution_History/");
            assertThat(browser.find("main").getText()).contains("TEST-1", "completed");
        });
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void viewersSeeNeitherButtonsNorPayloads() {
        token = Seeds.token("viewer", tenant);
        UUID id = Seeds.execution(tenant, agent).payload("{\"secret\":1}").insert();
        signIn();

        browser.open("/Agents");
        assertThat(browser.all("main form")).isEmpty();
        browser.open("/Execution_History/" + id);
        assertThat(browser.find("main").getText())
                .contains("Payloads are shown to operators")
                .doesNotContain("secret");
    }

    @Test
    void refusedRequestsAreListedWithWhatMendsThem() {
        Seeds.rejected(tenant, agent, "invalid_signature");
        Seeds.rejected(tenant, agent, "missing_signature");
        Seeds.rejected(tenant, agent, "agent_not_active");
        signIn();

        browser.open("/Rejected");

        assertThat(browser.all("tbody tr")).hasSize(3);
        assertThat(browser.find("tbody").getText()).contains("invalid signature", "10.0.0.7", "1.2 KiB");
        browser.screenshots("rejected");
        browser.open("/Rejected?reason=missing_token");
        assertThat(browser.find("#live").getText()).contains("No refused request matches");
    }

    @Test
    void alertsAreListedThoseThatLastFirst() {
        Seeds.alert(tenant, "executions_failing", "12 executions of agent <b>x</b> " + LONG_WORD + " failed", false);
        Seeds.alert(tenant, "breaker_open", "The breaker of agent Night shift is open", true);
        signIn();

        browser.open("/Alerts");

        assertThat(browser.all("tbody tr")).hasSize(2);
        assertThat(browser.all("tbody tr").get(0).getText())
                .contains("executions failing", "lasts", "12 executions of agent <b>x</b>");
        assertThat(browser.all("tbody tr").get(1).getText()).contains("breaker open", "over since");
        browser.screenshots("alerts");
        browser.open("/Tenants");
        browser.screenshots("tenants");
    }

    @Test
    void nothingIsWiderThanAPhoneAndEverythingCanBeReadInBothSchemes() {
        Seeds.execution(tenant, agent)
                .key(LONG_WORD)
                .status("failed")
                .error("{\"reason\":\"" + LONG_WORD + "\",\"message\":\"" + LONG_WORD + "\"}")
                .insert();
        UUID id = Seeds.execution(tenant, agent)
                .key(LONG_WORD)
                .result(resource("/enhancer-answer.json")
                        .replace("login", LONG_WORD)
                        .replace("High", LONG_WORD))
                .payload(LONG_WORD)
                .insert();
        Seeds.attempt(id, agent, 1, 1, "failed", "{\"reason\":\"" + LONG_WORD + "\",\"message\":\"x\"}");
        Seeds.rejected(tenant, agent, "invalid_signature");
        signIn();
        Seeds.alert(tenant, "executions_failing", LONG_WORD, false);
        for (String path : List.of(
                "/Overview",
                "/Execution_History",
                "/Execution_History/" + id,
                "/Rejected",
                "/Tenants",
                "/Agents",
                "/Alerts")) {
            browser.open(path);
            browser.size(390);
            assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s on a phone", path)
                    .isTrue();
            browser.size(1360);
            assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s on a desk", path)
                    .isTrue();
            for (String scheme : List.of("light", "dark")) {
                browser.scheme(scheme);
                assertThat((List<?>) browser.script(resource("/contrast.js")))
                        .as("%s %s", path, scheme)
                        .isEmpty();
            }
        }
        browser.open("/Execution_History/" + id);
        browser.screenshots("execution-long-words");
    }
}
