package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Wiring up Jira and listening, in a browser. */
class JiraPagesIT extends PageTest {
    private final RunningProgram program = RunningProgram.shared();

    private void fitsAndCanBeRead(String path) {
        for (int width : List.of(390, 1360)) {
            browser.size(width);
            assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("%s at %d", path, width)
                    .isTrue();
        }
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            assertThat((List<?>) browser.script(resource("/contrast.js")))
                    .as("%s %s", path, scheme)
                    .isEmpty();
        }
    }

    @Test
    void thePageNamesEveryStepAndItsCopyButtonsWork() {
        signIn();
        browser.open("/Agents");
        browser.find("a[href='/Agents/" + agent + "/jira']").click();
        arrivesAt("/jira");

        assertThat(browser.find("main").getText())
                .contains(program.url() + "/jira/automation/" + agent)
                .contains(program.url() + "/webhook/agents/" + agent + "/webhook")
                .contains("{{issue.description.asJsonString}}", "{{webhookResponse.body.execution_id}}")
                .contains("Jira Cloud cannot reach it", "has no own account");
        assertThat(browser.all("#new-token-button")).as("only administrators").isEmpty();
        assertThat(browser.all(".copied button:not([hidden])")).hasSizeGreaterThan(10);
        browser.find("[data-copy='copy-v0-2']").sendKeys(Keys.ENTER);
        showsSoon("[data-copy='copy-v0-2']", "ed");
        fitsAndCanBeRead("/jira");
        browser.screenshots("jira-setup");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void administratorsMakeANewTokenThatIsShownOnceAndWorks() {
        TestAgent active = new TestAgents(program).create("echo");
        token = Seeds.token("admin", active.tenantId());
        signIn();
        browser.open("/Agents/" + active.id() + "/jira");

        pressAndConfirm("#new-token-button");
        showsSoon("#new-token", "Bearer jaa_");
        String bearer = browser.find("#copy-token").getText();

        soon().untilAsserted(() -> assertThat(new WebhookClient(program)
                        .send(HttpRequest.newBuilder(active.automation())
                                .header("Authorization", bearer)
                                .POST(HttpRequest.BodyPublishers.ofString(WebhookClient.body("TEST-5", "x")))
                                .build())
                        .status())
                .isEqualTo(202));
        browser.open("/Agents/" + active.id() + "/jira");
        assertThat(browser.find("main").getText()).doesNotContain("jaa_");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void listeningShowsWhatComesAsItComes() {
        TestAgent active = new TestAgents(program).create("echo");
        token = Seeds.token("operator", active.tenantId());
        signIn();
        browser.open("/Agents/" + active.id() + "/listening");
        showsSoon("#live", "Nothing was heard yet");

        pressAndConfirm("#begin");
        showsSoon("#live", "listening until");
        WebhookClient client = new WebhookClient(program);
        soon().untilAsserted(() -> {
            active.post(
                    "{\"issue_key\":\"TEST-1\",\"issue\":{\"fields\":{\"summary\":\"<b>say \"hi\"</b>\"}},\"nonce\":\""
                            + UUID.randomUUID() + "\"}");
            active.post(
                    "{\"issue_key\":\"TEST-2\",\"issue\":{\"fields\":{\"description\":\"say \"hi\" <img src=x>\",\"summary\":\""
                            + UUID.randomUUID() + "\"}}}");
            client.send(HttpRequest.newBuilder(active.webhook())
                    .header("X-Hub-Signature", "sha1=abcdef")
                    .header("X-Evil", "<script>alert(1)</script>")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build());
            assertThat(browser.find("#live").getText())
                    .contains("refused", "401 invalid signature", "sha1 is not accepted")
                    .contains("TEST-2", "\"description\": {{issue.description.asJsonString}}");
        });
        WebElement refused = browser.all("section.heard").stream()
                .filter(section -> section.getText().contains("sha1 is not accepted"))
                .findFirst()
                .orElseThrow();
        refused.findElement(By.cssSelector("details summary")).click();
        assertThat(refused.getText()).contains("X-Evil").doesNotContain("alert(1)");
        fitsAndCanBeRead("/listening");
        browser.screenshots("listening");

        browser.open("/Agents/" + active.id() + "/listening");
        pressAndConfirm("#end");
        showsSoon("#live", "not listening");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void anExecutionTellsWhatToChangeInTheRule() {
        UUID id = Seeds.execution(tenant, agent)
                .payload("{\"issue_key\":\"TEST-1\",\"issue\":{\"fields\":{\"summary\":\"say \"hi\"\"}}}")
                .insert();
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find("main").getText())
                .contains("Put right in the payload", "\"summary\": {{issue.summary.asJsonString}}");
        browser.screenshots("execution-repaired");
    }

    @Test
    void aTestThatIsRefusedIsAnsweredWithAPage() {
        TestAgent active = new TestAgents(program).create("echo");
        program.jdbc()
                .sql("UPDATE agents SET rate_limit = '1/h' WHERE id = :id")
                .param("id", active.id())
                .update();
        token = Seeds.token("operator", active.tenantId());
        signIn();
        for (int i = 0; i < 2; i++) {
            browser.open("/Agents");
            pressAndConfirm("#test-" + active.id());
            String next = i == 0 ? "/Execution_History/" : "/test";
            soon().untilAsserted(
                            () -> assertThat(browser.driver().getCurrentUrl()).contains(next));
        }

        showsSoon("main", "Rate limit exceeded");
        assertThat(browser.find("main").getText()).contains("429", "./jira-agent agent set");
        assertThat(browser.find("header nav").getText()).contains("Agents");
        browser.screenshots("test-refused");
    }
}
