package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The table of executions. */
class HistoryPagesIT extends PageTest {
    @Test
    void theTableIsFilteredByAnAddressThatCanBeShared() {
        Instant now = Instant.now();
        mixedRows(now);
        signIn();
        browser.screenshots("history");

        assertThat(browser.all("tbody tr")).hasSize(8);
        browser.find("#status").sendKeys("failed");
        browser.find("form[data-filter] button").click();

        arrivesAt("/Execution_History?status=failed");
        assertThat(browser.all("tbody tr")).hasSize(2).allSatisfy(row -> assertThat(row.getText())
                .contains("failed"));
        browser.find("#q").sendKeys("nothing-1", Keys.ENTER);
        showsSoon("#live", "No execution matches");
        browser.screenshots("history-no-match");
        browser.open("/Execution_History?issue_key=test-1&from=2020-01-01");
        assertThat(browser.all("tbody tr")).hasSize(1);
        assertThat(browser.find("#from").getAttribute("value")).isEqualTo("2020-01-01");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void whatIsTypedIsFoundAtOnceAndStandsInTheAddress() {
        UUID sought = Seeds.execution(tenant, agent)
                .key("OPS-4711")
                .payload("{\"issue\":{\"fields\":{\"summary\":\"Größe of the <b>invoice</b> is wrong\"}}}")
                .insert();
        Seeds.execution(tenant, agent).key("TEST-1").insert();
        signIn();

        browser.find("#q").sendKeys("invoi grö");

        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(1));
        assertThat(browser.find("tbody tr").getText()).contains("OPS-4711", "Größe of the <b>invoice</b> is wrong");
        assertThat(browser.find("[data-live-news]").getText()).isEqualTo("1 shown");
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("q");
        assertThat(browser.find("[data-clear]").isDisplayed()).isTrue();
        browser.open("/Execution_History" + browser.script("return location.search"));
        assertThat(browser.all("tbody tr")).singleElement().satisfies(row -> assertThat(row.getDomAttribute("data-key"))
                .isEqualTo(sought.toString()));
        browser.find("#q").sendKeys(" nothing");
        showsSoon("#live", "No execution matches");
        assertThat(browser.find("[data-live-news]").getText()).isEqualTo("Nothing matches");
        browser.find("[data-clear]").click();
        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(2));
        assertThat(browser.console()).isEmpty();
    }

    /**
     * More than are looked through without the index, and far older one: a search has more periods to ask for than it may take time
     * for.
     */
    private void longHistory() {
        Instant now = Instant.now();
        UUID one = Seeds.execution(tenant, agent).key("NEW-1").queuedAt(now).insert();
        RunningProgram.shared().jdbc().sql("""
                INSERT INTO agent_test_executions (id, tenant_id, agent_id, issue_key, status, queued_at, completed_at, payload, payload_sha256)
                SELECT gen_random_uuid(), tenant_id, agent_id, issue_key, status, queued_at - n * interval '1 second', completed_at, payload,
                       sha256(CAST(CAST(n AS text) AS bytea))
                  FROM agent_test_executions, generate_series(1, 1100) n WHERE id = ?""").param(one).update();
        Seeds.execution(tenant, agent).key("OLD-1").queuedAt(Instant.EPOCH).insert();
    }

    /** How often depends on how fast the machine is, and on what other tests have left in the history. */
    private void goOnUntilSomethingIsFound() {
        soon().untilAsserted(() -> {
            if (browser.all("tbody tr").isEmpty()) {
                browser.find("[data-key=pages] a[rel=next]").click();
            }
            assertThat(browser.all("tbody tr")).hasSize(1);
        });
    }

    @Test
    void aLongSearchSaysHowFarItCameAndGoesOn() {
        longHistory();
        signIn();

        browser.open("/Execution_History?q=old");

        assertThat(browser.find("#live").getText()).contains("Nothing found yet", "Searched back to", "Go on");
        browser.screenshots("history-searched-back");
        browser.find("#q").sendKeys("e");
        soon().untilAsserted(() ->
                assertThat(browser.find("[data-live-news]").getText()).isEqualTo("Nothing found yet"));
        browser.open("/Execution_History?q=old");
        goOnUntilSomethingIsFound();
        assertThat(browser.find("#live").getText()).contains("OLD-1").doesNotContain("Searched back to");
        assertThat(browser.console()).isEmpty();
        RunningProgram.shared()
                .jdbc()
                .sql("DELETE FROM agent_test_executions WHERE tenant_id = ?")
                .param(tenant)
                .update();
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
    void newRowsAppearByThemselvesAndDisturbNothing() {
        Seeds.execution(tenant, agent).key("TEST-1").insert();
        UUID open = Seeds.execution(tenant, agent)
                .key("TEST-2")
                .status("in_progress")
                .insert();
        signIn();
        WebElement typing = browser.find("#q");
        typing.sendKeys("tes");
        showsSoon("[data-live-news]", "2 shown");
        WebElement kept = browser.find("tr[data-key='" + open + "']");

        Seeds.execution(tenant, agent).key("TEST-3").insert();
        soon().untilAsserted(
                        () -> assertThat(browser.find("tbody tr").getText()).contains("TEST-3"));

        assertThat(browser.all("tbody tr")).hasSize(3);
        assertThat(kept.isDisplayed())
                .as("an unchanged row is the same element")
                .isTrue();
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(typing);
        assertThat(typing.getAttribute("value")).isEqualTo("tes");
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
    void aTokenForAllTenantsAlsoFiltersByTenant() {
        UUID otherTenant = Seeds.tenant();
        Seeds.execution(tenant, agent).key("MINE-1").insert();
        Seeds.execution(otherTenant, Seeds.agent(otherTenant, "Another agent"))
                .key("OTHER-1")
                .insert();
        token = Seeds.token("admin", null);
        signIn();
        browser.screenshots("history-all-tenants");

        browser.open("/Execution_History?tenant_id=" + otherTenant);

        assertThat(browser.all("tbody tr")).hasSize(1);
        assertThat(browser.find("tbody tr").getText())
                .contains("OTHER-1", "t-" + otherTenant.toString().substring(0, 13));
        assertThat(browser.find("#tenant_id").getAttribute("value")).isEqualTo(otherTenant.toString());
    }

    @Test
    void olderExecutionsAreAPageAway() {
        for (int i = 0; i < 60; i++) {
            Seeds.execution(tenant, agent)
                    .key("K-" + i)
                    .queuedAt(Instant.now().minusSeconds(i))
                    .insert();
        }
        signIn();

        browser.find("a[rel=next]").click();

        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(10));
        assertThat(browser.find("tbody tr").getText()).contains("K-50");
        assertThat(browser.all("[data-live]")).as("older pages stand still").isEmpty();
        browser.find(".pages a").click();
        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(50));
    }

    @Test
    void updatesCanBePaused() {
        signIn();

        browser.find("[data-live-toggle]").click();

        assertThat(browser.find("[data-live-state]").getText()).isEqualTo("Paused");
        assertThat(browser.find("[data-live-toggle]").getText()).isEqualTo("Resume");
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
        soon().untilAsserted(() -> assertThat(browser.driver().getCurrentUrl()).contains("zone=America%2FNew_York"));
        assertThat(browser.all("tbody tr")).hasSize(1);
        browser.zone("UTC");
    }
}
