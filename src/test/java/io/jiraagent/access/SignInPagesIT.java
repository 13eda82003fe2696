package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Signing in and out. */
class SignInPagesIT extends PageTest {
    @Test
    void aLinkSignsInOnce() {
        String link = "/login?code=" + Seeds.loginCode(token);

        browser.open(link);

        arrivesAt("/Execution_History");
        assertThat(browser.find(".who").getText()).contains("a operator", "operator");
        assertThat(browser.find("main").getText()).contains("Nothing has arrived yet", "./jira-agent webhook send");
        browser.screenshots("history-empty");

        browser.find(".who button").click();
        arrivesAt("/login");
        browser.open(link);
        showsSoon("[role=alert]", "has been used");
        browser.screenshots("login-used");
    }

    @Test
    void aTokenSignsInAndLeadsBackToThePageThatWasAskedFor() {
        UUID id = Seeds.execution(tenant, agent).insert();

        browser.open("/Execution_History/" + id);
        browser.screenshots("login");
        browser.find("#token").sendKeys("jat_wrong", Keys.ENTER);
        showsSoon("[role=alert]", "unknown, expired or revoked");
        browser.find("#token").sendKeys(token, Keys.ENTER);

        arrivesAt("/Execution_History/" + id);
    }

    @Test
    void aLinkFromAnotherSiteFindsTheSessionThatIsThere() {
        UUID id = Seeds.execution(tenant, agent).key("TEST-77").insert();
        signIn();

        browser.driver()
                .get("data:text/html,<a href='" + RunningProgram.shared().url("/Execution_History/" + id)
                        + "'>ticket</a>");
        browser.find("a").click();

        soon().untilAsserted(() -> assertThat(browser.find("h1").getText()).isEqualTo("TEST-77"));
    }

    @Test
    void aSignInLinkFromAnotherSiteAsksForAClick() {
        browser.driver()
                .get("data:text/html,<a href='" + RunningProgram.shared().url("/login?code=" + Seeds.loginCode(token))
                        + "'>sign in</a>");
        browser.find("a").click();
        browser.find("button.main").click();

        arrivesAt("/Execution_History");
        assertThat(browser.find(".who").getText()).contains("a operator");
    }

    @Test
    void aRevokedTokenIsToldOnTheOpenPage() {
        Seeds.execution(tenant, agent).insert();
        signIn();

        Seeds.revoke(token);

        soon().untilAsserted(() -> assertThat(browser.find("[data-live-state]").getText())
                .isEqualTo("Stopped: you are signed out. Load the page again to sign in."));
        assertThat(browser.all("tbody tr")).hasSize(1);
    }
}
