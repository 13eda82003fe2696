package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.FakeModel;
import io.jiraagent.testing.ModelAgents;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Trying agents in a browser. */
class TryOutPagesIT extends PageTest {
    private static final String HOSTILE =
            "</textarea></pre><script>alert(1)</script><img src=x onerror=alert(2)> \"'{{7*7}}";

    private final TestAgents agents = new TestAgents(RunningProgram.shared());

    private void open(TestAgent agent) {
        token = Seeds.token("operator", agent.tenantId());
        signIn();
        browser.open("/Agents");
        browser.find("a[href='/Agents/" + agent.id() + "/try']").click();
        arrivesAt("/try");
    }

    private void type(String id, String text) {
        browser.script("document.getElementById(arguments[0]).value = arguments[1]", id, text);
    }

    private void fitsAndCanBeRead() {
        for (int width : List.of(390, 1360)) {
            browser.size(width);
            assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("at %d", width)
                    .isTrue();
        }
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            assertThat((List<?>) browser.script(resource("/contrast.js")))
                    .as(scheme)
                    .isEmpty();
        }
    }

    @Test
    void theEnhancersAnswerIsShownAsOnAnExecutionsPage() {
        open(agents.create("ticket-enhancer"));
        browser.screenshots("try-before");
        browser.find("#summary").sendKeys("Sign-in fails after a password reset");
        browser.find("#typed")
                .sendKeys("Steps to reproduce: reset the password, sign in." + Keys.ENTER + Keys.ENTER
                        + "Expected: the dashboard. Actual: error 500 in Chrome.");
        type("type", "Bug");
        type("priority", "High");

        browser.find("#try").sendKeys(Keys.ENTER);

        showsSoon("#outcome", "Answered");
        assertThat(browser.find("section.answer").getText())
                .contains("Quality of the ticket", "reset the password", "Questions to the reporter");
        browser.find("#task-json summary").click();
        assertThat(browser.find("#task").getText()).contains("TRY-1", "\"attempt\": 0");
        assertThat(browser.find("#summary").getAttribute("value")).isEqualTo("Sign-in fails after a password reset");
        assertThat(browser.all("dialog")).as("nothing that could act outside").isEmpty();
        fitsAndCanBeRead();
        browser.screenshots("try-enhancer");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void aModelsMessagesTokensAndCostAreShown() {
        try (FakeModel model = FakeModel.saying(
                FakeModel.advice().put("summary", "Sign-in fails with 500").toString())) {
            open(ModelAgents.create(model.baseUrl(), "sk-confidential", body -> {}));
            type("summary", "Sign-in fails");
            type("typed", "It says error 500.");

            browser.find("#try").sendKeys(Keys.ENTER);

            showsSoon("#outcome", "1200, 340");
            assertThat(browser.find("#outcome").getText()).contains("small-model", "ticket.v1", "0.000384");
            assertThat(browser.find("#request").getText())
                    .contains("What it was sent", "Sign-in fails", "It says error 500.");
            assertThat(browser.driver().getPageSource()).doesNotContain("sk-confidential");
            fitsAndCanBeRead();
            browser.screenshots("try-model");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void aServiceIsCalledOnlyWhenThatIsConfirmed() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(200, "{\"answer\":\"done\"}"))) {
            open(agents.create(Setup.http(service.url("/"))));
            type("summary", "Sign-in fails");

            assertThat(press("#try")).contains("Really call", "may act outside");
            browser.find("dialog button[type=button]").sendKeys(Keys.ENTER);
            assertThat(service.requests()).isEmpty();

            browser.find("#show").sendKeys(Keys.ENTER);
            showsSoon("#request", "What it would be sent");
            assertThat(browser.find("#request").getText()).contains("X-Hub-Signature-256");
            assertThat(service.requests()).isEmpty();
            browser.screenshots("try-service");

            pressAndConfirm("#try");
            showsSoon("section.answer", "done");
            assertThat(service.requests()).hasSize(1);
            assertThat(press("#try")).as("each call is confirmed").contains("Really call");
            fitsAndCanBeRead();
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void hostileTextIsOnlyText() {
        open(agents.create("echo"));
        for (String field : List.of("type", "priority", "issue_key", "summary", "typed")) {
            type(field, field.equals("issue_key") ? "TRY-9" : HOSTILE + LONG_WORD.substring(0, 200));
        }

        browser.find("#try").sendKeys(Keys.ENTER);

        showsSoon("#outcome", "Answered");
        assertThat(browser.all("main script, main img")).isEmpty();
        assertThat(browser.find("section.answer").getText()).contains("<script>alert(1)</script>", "{{7*7}}");
        assertThat(browser.find("#typed").getAttribute("value")).startsWith(HOSTILE);
        fitsAndCanBeRead();

        type("payload", HOSTILE);
        browser.find("#try").sendKeys(Keys.ENTER);
        showsSoon("#outcome", "Failed: malformed payload");
        assertThat(browser.find("#payload").getAttribute("value")).isEqualTo(HOSTILE);
        assertThat(browser.all("main script, main img")).isEmpty();
        browser.screenshots("try-malformed");
        assertThat(browser.console()).isEmpty();
    }
}
