package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Browser;
import io.jiraagent.testing.NeedsChromium;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** The pages as a person meets them, in a real browser. */
@NeedsChromium
class PagesInBrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String LONG_WORD = "unbroken".repeat(60);

    private static Browser browser;

    private UUID tenant;
    private UUID agent;
    private String token;

    @BeforeAll
    static void open() {
        RunningProgram.shared();
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void aTenantWithAnAgent() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Ticket Enhancer");
        token = Seeds.token("operator", tenant);
        browser.driver().manage().deleteAllCookies();
        browser.scheme("light");
        browser.size(1360);
        browser.console();
    }

    /** A refresh may replace what was just found. */
    private static ConditionFactory soon() {
        return await().atMost(PATIENCE).ignoreExceptionsInstanceOf(WebDriverException.class);
    }

    private void signIn() {
        browser.open("/login?code=" + Seeds.loginCode(token));
        assertThat(browser.driver().getCurrentUrl()).endsWith("/Execution_History");
    }

    @Test
    void aLinkSignsInOnce() {
        String link = "/login?code=" + Seeds.loginCode(token);

        browser.open(link);

        assertThat(browser.driver().getCurrentUrl()).endsWith("/Execution_History");
        assertThat(browser.find(".who").getText()).contains("a operator", "operator");
        assertThat(browser.find("main").getText()).contains("Nothing has arrived yet", "./jira-agent webhook send");
        browser.screenshots("history-empty");

        browser.find(".who button").click();
        assertThat(browser.driver().getCurrentUrl()).endsWith("/login");
        browser.open(link);
        assertThat(browser.find("[role=alert]").getText()).contains("has been used");
        browser.screenshots("login-used");
    }

    @Test
    void aTokenSignsInAndLeadsBackToThePageThatWasAskedFor() {
        UUID id = Seeds.execution(tenant, agent).insert();

        browser.open("/Execution_History/" + id);
        browser.screenshots("login");
        browser.find("#token").sendKeys("jat_wrong", Keys.ENTER);
        assertThat(browser.find("[role=alert]").getText()).contains("unknown, expired or revoked");
        browser.find("#token").sendKeys(token, Keys.ENTER);

        assertThat(browser.driver().getCurrentUrl()).endsWith("/Execution_History/" + id);
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

        assertThat(browser.driver().getCurrentUrl()).endsWith("/Execution_History");
        assertThat(browser.find(".who").getText()).contains("a operator");
    }

    @Test
    void theTableIsFilteredByAnAddressThatCanBeShared() {
        Instant now = Instant.now();
        mixedRows(now);
        signIn();
        browser.screenshots("history");

        assertThat(browser.all("tbody tr")).hasSize(8);
        browser.find("#status").sendKeys("failed");
        browser.find("form[data-filter] button").click();

        assertThat(browser.driver().getCurrentUrl()).endsWith("/Execution_History?status=failed");
        assertThat(browser.all("tbody tr")).hasSize(2).allSatisfy(row -> assertThat(row.getText())
                .contains("failed"));
        browser.find("#issue_key").sendKeys("nothing-1", Keys.ENTER);
        assertThat(browser.find("#live").getText()).contains("No execution matches");
        browser.screenshots("history-no-match");
        browser.open("/Execution_History?issue_key=test-1&from=2020-01-01");
        assertThat(browser.all("tbody tr")).hasSize(1);
        assertThat(browser.find("#from").getAttribute("value")).isEqualTo("2020-01-01");
        assertThat(browser.console()).isEmpty();
    }

    private void mixedRows(Instant now) {
        Seeds.execution(tenant, agent)
                .key("TEST-1")
                .queuedAt(now.minusSeconds(9))
                .insert();
        Seeds.execution(tenant, agent)
                .key("OPS-4711")
                .queuedAt(now.minusSeconds(3000))
                .insert();
        Seeds.execution(tenant, agent).key("TEST-3").status("in_progress").insert();
        Seeds.execution(tenant, agent).key("TEST-4").status("queued").insert();
        Seeds.execution(tenant, agent)
                .key(null)
                .queuedAt(now.minusSeconds(86_000))
                .status("failed")
                .error("{\"reason\":\"malformed_payload\",\"message\":\"Line 3\",\"retryable\":false}")
                .insert();
        Seeds.execution(tenant, agent)
                .key("TEST-6")
                .queuedAt(now.minusSeconds(90_000))
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"It broke\",\"retryable\":false}")
                .insert();
        Seeds.execution(tenant, agent)
                .key("TEST-7")
                .queuedAt(now.minusSeconds(190_000))
                .insert();
        Seeds.execution(tenant, agent)
                .key("<script>window.pwned=1</script>")
                .queuedAt(now.minusSeconds(290_000))
                .insert();
    }

    @Test
    void whatTheTicketAndTheAgentSayIsShownAndNeverRun() throws IOException {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-123")
                .result(resource("/enhancer-answer.json"))
                .payload(
                        "{\"issue_key\":\"TEST-123\",\"issue\":{\"fields\":{\"summary\":\"</pre><script>window.pwned=4</script>\","
                                + "\"description\":\"" + LONG_WORD + "\"}}}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "retry", "{\"reason\":\"agent_unreachable\",\"message\":\"<b>No answer</b>\"}");
        Seeds.attempt(id, agent, 1, 2, "completed", null);
        signIn();

        browser.find("tbody th a").click();

        assertThat(browser.find("h1").getText()).isEqualTo("TEST-123");
        String text = browser.find("main").getText();
        assertThat(text)
                .contains("Login fails with error 500 after a password reset")
                .contains("steps to reproduce", "<script>window.pwned=2</script>", "not in the ticket")
                .contains("Which version of the product")
                .contains("High", "62", "login", "TEST-87", "91 %", "duplicate?")
                .contains("Received and queued", "Signed webhook", "Attempt 2 by Ticket Enhancer answered")
                .contains("<b>No answer</b>")
                .contains("</pre><script>window.pwned=4</script>");
        assertThat(browser.script("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.console()).isEmpty();
        browser.screenshots("execution");
    }

    @Test
    void anyOtherAnswerIsReadableToo() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-5")
                .result("{\"verdict\":\"fine\",\"score\":3.10,\"list\":[{\"a\":\"<i>x</i>\"}],\"sections\":\"odd\"}")
                .payload("{\"broken\": ")
                .insert();
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find("main").getText())
                .contains("verdict", "fine", "3.10", "<i>x</i>", "The payload is not JSON", "{\"broken\":");
        browser.screenshots("execution-other");
    }

    @Test
    void aFailureSaysTheNextStep() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-6")
                .status("failed")
                .error(
                        "{\"reason\":\"malformed_payload\",\"message\":\"Line 3, column 7: unexpected character\",\"retryable\":false}")
                .payload("{\"summary\": \"say \"hi\"\"}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "failed", "{\"reason\":\"malformed_payload\",\"message\":\"Line 3\"}");
        Seeds.attempt(id, agent, 2, 1, "failed", "{\"reason\":\"malformed_payload\",\"message\":\"Line 3\"}");
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find(".problem").getText())
                .contains("malformed payload", "Line 3, column 7", "Next step:", "jsonEncode");
        assertThat(browser.find(".timeline").getText()).contains("Replay 1");
        browser.screenshots("execution-failed");
    }

    @Test
    void newRowsAppearByThemselvesAndDisturbNothing() {
        Seeds.execution(tenant, agent).key("TEST-1").insert();
        UUID open = Seeds.execution(tenant, agent)
                .key("TEST-2")
                .status("in_progress")
                .insert();
        signIn();
        WebElement typing = browser.find("#issue_key");
        typing.sendKeys("half a wo");
        WebElement kept = browser.find("tr[data-key='" + open + "']");

        Seeds.execution(tenant, agent).key("TEST-3").insert();
        soon().untilAsserted(
                        () -> assertThat(browser.find("tbody tr").getText()).contains("TEST-3"));

        assertThat(browser.all("tbody tr")).hasSize(3);
        assertThat(kept.isDisplayed())
                .as("an unchanged row is the same element")
                .isTrue();
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(typing);
        assertThat(typing.getAttribute("value")).isEqualTo("half a wo");
        assertThat(browser.find("[data-live-news]").getText()).isEqualTo("1 new");

        browser.script("arguments[0].querySelector('a').focus()", kept);
        RunningProgram.shared()
                .jdbc()
                .sql("UPDATE agent_test_executions SET status = 'completed', completed_at = now() WHERE id = :id")
                .param("id", open)
                .update();
        soon().untilAsserted(() -> assertThat(
                        browser.find("tr[data-key='" + open + "'] .status").getText())
                .isEqualTo("completed"));
        assertThat(browser.driver().switchTo().activeElement().getText())
                .as("the link in the replaced row has the focus again")
                .isEqualTo("TEST-2");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void updatesCanBePaused() {
        signIn();

        browser.find("[data-live-toggle]").click();

        assertThat(browser.find("[data-live-state]").getText()).isEqualTo("Paused");
        assertThat(browser.find("[data-live-toggle]").getText()).isEqualTo("Resume");
    }

    @Test
    void aRevokedTokenIsToldOnTheOpenPage() {
        Seeds.execution(tenant, agent).insert();
        signIn();

        Seeds.revoke(token);

        soon().untilAsserted(() ->
                assertThat(browser.find("[data-live-news]").getText()).startsWith("Signed out."));
        assertThat(browser.all("tbody tr")).hasSize(1);
    }

    @Test
    void timesStandInTheViewersZoneWithUtcAsTheHint() {
        Seeds.execution(tenant, agent)
                .queuedAt(Instant.parse("2025-11-13T17:00:05Z"))
                .insert();
        browser.zone("America/New_York");
        signIn();

        WebElement queued = browser.find("td[data-label=Queued] time");

        assertThat(queued.getText()).contains("12:00:05");
        assertThat(queued.getAttribute("title")).isEqualTo("2025-11-13 17:00:05 UTC");
        browser.find("#from").sendKeys("11/13/2025");
        browser.find("form[data-filter] button").click();
        assertThat(browser.driver().getCurrentUrl()).contains("zone=America%2FNew_York");
        assertThat(browser.all("tbody tr")).hasSize(1);
        browser.zone("UTC");
    }

    @Test
    void operatorsPauseAndActivateAgentsWithTheKeyboard() {
        Seeds.agent(tenant, "Another agent " + LONG_WORD);
        signIn();
        browser.open("/Agents");
        browser.screenshots("agents");

        browser.find("#change-" + agent).sendKeys(Keys.ENTER);

        soon().untilAsserted(() -> assertThat(
                        browser.find("tr[data-key='" + agent + "']").getText())
                .contains("active", "Pause"));
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
    void whatIsNotThereIsSaidOnAPage() {
        signIn();

        browser.open("/Execution_History/" + UUID.randomUUID());

        assertThat(browser.find("main").getText()).contains("404", "belongs to a tenant");
        browser.screenshots("not-found");
    }

    @Test
    void nothingIsWiderThanAPhoneAndEverythingCanBeReadInBothSchemes() throws IOException {
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
        for (String path : List.of("/Execution_History", "/Execution_History/" + id, "/Rejected", "/Agents")) {
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

    private static String resource(String name) throws IOException {
        try (InputStream stream = PagesInBrowserIT.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
