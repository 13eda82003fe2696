package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages that show what goes on show it by themselves, and leave alone what somebody is at. */
class LivePagesIT extends PageTest {
    private UUID open;

    /** Something that happens while a page stands open. */
    private interface Happening {
        void happen(LivePagesIT test);
    }

    private record Page(String path, Happening happening, String shown) {
        @Override
        public String toString() {
            return path;
        }
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                        new Page("/Overview", test -> test.failed("LIVE-1"), "It broke for LIVE-1"),
                        new Page("/Execution_History", test -> test.failed("LIVE-1"), "LIVE-1"),
                        new Page("/Execution_History/{open}", LivePagesIT::end, "Result"),
                        new Page("/Dead_Letters", test -> test.failed("LIVE-1"), "LIVE-1"),
                        new Page(
                                "/Rejected",
                                test -> Seeds.rejected(test.tenant, test.agent, "missing_signature"),
                                "missing signature"),
                        new Page(
                                "/Tenants",
                                test -> Seeds.jiraSite(test.tenant, "https://jira.invalid", "robot"),
                                "robot"),
                        new Page(
                                "/Agents",
                                test -> test.update("UPDATE agents SET status = 'draft' WHERE id = :id", test.agent),
                                "draft"),
                        new Page(
                                "/Agents/{agent}/listening",
                                test -> test.update(
                                        "UPDATE agents SET listening_until = now() + interval '1 hour' WHERE id = :id",
                                        test.agent),
                                "listening until"),
                        new Page(
                                "/Alerts",
                                test -> Seeds.alert(test.tenant, "dead-letters", "More of them", false),
                                "More of them"),
                        new Page(
                                "/Audit",
                                test -> test.update(
                                        "INSERT INTO audit_log (actor, action, tenant_id) VALUES ('Night shift', 'discard', :id)",
                                        test.tenant),
                                "Night shift"))
                .map(Arguments::of);
    }

    @BeforeEach
    void someOfEverything() {
        open = Seeds.execution(tenant, agent).key("OPEN-1").status("queued").insert();
        failed("TEST-2");
        Seeds.rejected(tenant, agent, "invalid_signature");
        Seeds.alert(tenant, "dead-letters", "1 execution has failed for good", false);
        update("INSERT INTO audit_log (actor, action, tenant_id) VALUES ('Day shift', 'discard', :id)", tenant);
    }

    @AfterEach
    void theNetworkAgain() {
        browser.network(true);
    }

    private void failed(String key) {
        Seeds.execution(tenant, agent)
                .key(key)
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"It broke for " + key + "\"}")
                .insert();
    }

    private void end() {
        update(
                "UPDATE agent_test_executions SET status = 'completed', completed_at = now(), result = '{\"a\":1}' WHERE id = :id",
                open);
    }

    private void update(String statement, UUID id) {
        RunningProgram.shared().jdbc().sql(statement).param("id", id).update();
    }

    /** What the page does each few seconds, at once. */
    private void refresh() {
        browser.script("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private void showsAfterRefresh(String css, String text) {
        soon().untilAsserted(() -> {
            refresh();
            assertThat(browser.find(css).getDomProperty("textContent")).contains(text);
        });
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsWhatHappensAndDisturbsNobody(Page page) {
        signIn();
        browser.open(page.path().replace("{open}", open.toString()).replace("{agent}", agent.toString()));
        assertThat(browser.find("#live").getDomProperty("textContent")).doesNotContain(page.shown());
        browser.script("""
                document.body.style.paddingBottom = '3000px';
                document.querySelectorAll('#live details').forEach(part => { part.open = true; });
                window.kept = document.querySelector('#live a, #live button:enabled, #live summary, #live pre[tabindex]');
                if (window.kept) { window.kept.focus(); }
                window.scrollTo(0, 120);
                document.getSelection().selectAllChildren(document.querySelector('#live th, #live dt, #live h2'));
                window.marked = document.getSelection().toString();""");
        browser.network(false);
        showsAfterRefresh("[data-live-bar]", "No answer since");
        page.happening().happen(this);
        browser.network(true);

        showsAfterRefresh("#live", page.shown());

        assertThat(browser.find("[data-live-bar]").getDomProperty("textContent"))
                .contains("Live");
        assertThat(browser.script("return !window.kept || document.activeElement"
                        + " === (window.kept.isConnected ? window.kept : document.getElementById('live'))"))
                .as("the same element has the focus, or the list where that element is gone")
                .isEqualTo(true);
        assertThat(browser.script("return scrollY")).isEqualTo(120L);
        assertThat(browser.script(
                        "return window.marked !== '' && document.getSelection().toString() === window.marked"))
                .as("what was marked")
                .isEqualTo(true);
        assertThat(browser.script("return document.querySelectorAll('#live details[id]:not([open])').length"))
                .as("what was opened, but for what is new")
                .isIn(0L, 1L);
    }

    @Test
    void aTabThatNobodySeesAsksNothing() {
        signIn();
        browser.script("""
                window.ticks = 0;
                Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
                performance.clearResourceTimings();
                setInterval(() => { window.ticks += 1; }, 3000);""");
        failed("LIVE-2");

        soon().untilAsserted(() ->
                assertThat((Long) browser.script("return window.ticks")).isGreaterThan(1));
        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
        browser.script("delete document.hidden");
        refresh();

        showsSoon("#live", "LIVE-2");
    }

    @Test
    void whoIsSignedOutIsTold() {
        signIn();
        browser.driver().manage().deleteAllCookies();

        showsAfterRefresh("[data-live-state]", "you are signed out");
    }
}
