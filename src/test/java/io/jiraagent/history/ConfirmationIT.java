package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Axe;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What changes something asks first: in a dialog, and on a page where there are no scripts. */
class ConfirmationIT extends PageTest {
    private final UUID failed = Seeds.execution(tenant, agent)
            .key("TEST-7")
            .status("failed")
            .error("{\"reason\":\"agent_error\",\"message\":\"It broke\"}")
            .insert();

    @AfterEach
    void everythingThereAgain() {
        browser.scripts(true);
        browser.network(true);
    }

    private Object focused() {
        return browser.script("return document.activeElement.textContent.trim()");
    }

    private String status() {
        return RunningProgram.shared()
                .jdbc()
                .sql("SELECT status FROM agent_test_executions WHERE id = :id")
                .param("id", failed)
                .query(String.class)
                .single();
    }

    @Test
    void aDialogSaysWhatWillHappenAndEscapeLeavesItAtThat() {
        signIn();
        browser.open("/Dead_Letters");

        String asked = press("#replay-" + failed);

        assertThat(asked).contains("Replay TEST-7?", "Ticket Enhancer, which may act again", "Leave it");
        assertThat(focused()).isEqualTo("Replay");
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        assertThat(focused()).as("the focus stays within").isEqualTo("Leave it");
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            assertThat(Axe.faults(browser)).as(scheme).isEmpty();
        }
        browser.screenshots("confirm");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);

        soon().untilAsserted(() -> assertThat(browser.all("dialog")).isEmpty());
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
                .as("the focus is where it was")
                .isEqualTo("replay-" + failed);
        assertThat(status()).isEqualTo("failed");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void whatCannotBeTakenBackOffersToLeaveItFirst() {
        signIn();
        browser.open("/Execution_History/" + failed);
        browser.find("#discard summary").click();
        browser.find("#why").sendKeys("a test rule");

        String asked = press("#discard-button");

        assertThat(asked).contains("Discard TEST-7?", "can never be replayed", "a test rule");
        assertThat(focused()).isEqualTo("Leave it");
        browser.screenshots("confirm-grave");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        soon().untilAsserted(() -> assertThat(browser.all("dialog")).isEmpty());
        assertThat(browser.find("#why").getAttribute("value")).isEqualTo("a test rule");
        assertThat(status()).isEqualTo("failed");
    }

    @Test
    void whatCannotBeDoneAnyMoreIsSaidInTheDialog() {
        signIn();
        browser.open("/Execution_History/" + failed);
        RunningProgram.shared()
                .jdbc()
                .sql("UPDATE agent_test_executions SET discarded_at = now(), discard_reason = 'x' WHERE id = :id")
                .param("id", failed)
                .update();

        String told = press("#replay");

        assertThat(told).contains("It is not a dead letter any more", "replayed or discarded before", "Close");
        browser.screenshots("confirm-refused");
    }

    @Test
    void aServerThatIsAwayIsSaidAndCostsNothing() {
        signIn();
        browser.open("/Execution_History/" + failed);
        browser.network(false);

        String told = press("#replay");

        assertThat(told).contains("The server does not answer", "Nothing was changed");
        browser.network(true);
        browser.find("dialog button").sendKeys(Keys.ENTER);
        assertThat(press("#replay")).contains("Replay TEST-7?");
    }

    @Test
    void withoutScriptsThereIsAPageThatAsks() {
        signIn();
        browser.scripts(false);
        browser.open("/Dead_Letters");

        browser.find("#replay-" + failed).click();

        showsSoon("h1", "Replay TEST-7?");
        assertThat(browser.find("main").getText()).contains("may act again", "Leave it");
        assertThat(status()).isEqualTo("failed");
        browser.screenshots("confirm-page");
        browser.find("#confirm button").click();
        arrivesAt("/Execution_History/" + failed);
        assertThat(status()).isEqualTo("queued");
    }
}
