package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Browser;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.NeedsChromium;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriverException;

/** An operator mends and replays what failed, with buttons. */
@NeedsChromium
class DeadLettersInBrowserIT {
    private final Browser browser = Browser.shared();

    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");
    private final UUID id = agent.post("{\"issue_key\": " + UUID.randomUUID()).executionId();

    private void signIn() {
        executions.ended(id);
        browser.driver().manage().deleteAllCookies();
        browser.size(1360);
        browser.open("/login?code=" + Seeds.loginCode(Seeds.token("operator", agent.tenantId())));
        browser.open("/Dead_Letters");
    }

    private void click(String css) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    browser.find(css).click();
                    return true;
                });
    }

    @Test
    void replaysOneByItsButton() {
        signIn();
        browser.screenshots("dead-letters");
        assertThat(browser.find("main").getText()).contains("malformed payload", "Replay all");

        click("#replay-" + id);
        click("dialog button[name=confirmed]");

        await().until(() -> browser.driver().getCurrentUrl().endsWith("/Execution_History/" + id));
        assertThat(executions.ended(id)).containsEntry("epoch", 2);
    }

    @Test
    void triesABulkReplayFirstThenWatchesItAndCancelsTheRest() {
        UUID other = agent.post("{\"issue_key\": " + UUID.randomUUID()).executionId();
        executions.ended(other);
        signIn();
        click("#replay-all");
        await().until(() -> browser.find("h1").getText().equals("Dry run: 2 would be replayed"));
        browser.screenshots("replay-dry-run");
        assertThat(browser.find(".list").getText()).contains("malformed payload", "2");
        assertThat(executions.rows(id).get(0)).as("nothing is changed yet").containsEntry("epoch", 1);
        program.jdbc()
                .sql("UPDATE agents SET status = 'paused' WHERE id = :id")
                .param("id", agent.id())
                .update();

        click("#replay-now");

        await().until(() -> browser.find(".replay").getText().contains("0 of 2 ended"));
        browser.screenshots("replay-progress");
        click(".replay button");
        await().until(() -> browser.find("dialog").getText().contains("What has not begun (2)"));
        click("dialog button[name=confirmed]");
        await().until(() ->
                browser.find(".replay").getText().contains("2 of 2 ended: 0 completed, 0 failed, 2 cancelled"));
        assertThat(executions.rows(other).get(0))
                .containsEntry("status", "failed")
                .containsEntry("epoch", 2);
        assertThat(executions.rows(other).get(0).get("error").toString()).contains("malformed_payload");
    }

    @Test
    void mendsThePayloadAndReplaysIt() {
        signIn();
        browser.open("/Execution_History/" + id);
        browser.screenshots("execution-dead");
        click("#replay-edited summary");
        browser.script(
                "document.getElementById('edited').value = arguments[0]", WebhookClient.body("PAGE-1", "mended"));

        click("#replay-edited button");
        click("dialog button[name=confirmed]");

        assertThat(executions.ended(id)).containsEntry("epoch", 2).containsEntry("status", "completed");
    }

    @Test
    void discardsWithAReason() {
        signIn();
        browser.open("/Execution_History/" + id);
        click("#discard summary");
        browser.find("#why").sendKeys("a test rule");

        click("#discard button");
        click("dialog button[name=confirmed]");

        await().until(() -> browser.driver().getCurrentUrl().endsWith("/Dead_Letters"));
        assertThat(browser.find("main").getText()).contains("Nothing waits here");
    }
}
