package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few of many dead letters, ticked and replayed together. The agent is paused, so that they wait. */
class SelectionInBrowserIT extends PageTest {
    private final List<UUID> ids =
            Stream.of("SEL-1", "SEL-2", "SEL-3").map(key -> failed(key)).toList();

    @AfterEach
    void scriptsAgain() {
        browser.scripts(true);
    }

    private UUID failed(String key) {
        return Seeds.execution(tenant, agent)
                .key(key)
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"It broke\"}")
                .insert();
    }

    private void tick(int index) {
        browser.find("#tick-" + ids.get(index)).click();
    }

    private List<String> queued() {
        return RunningProgram.shared()
                .jdbc()
                .sql("SELECT issue_key FROM agent_test_executions WHERE tenant_id = :tenant AND status = 'queued'"
                        + " ORDER BY issue_key")
                .param("tenant", tenant)
                .query(String.class)
                .list();
    }

    @Test
    void whatIsTickedIsCountedTriedAndReplayed() {
        signIn();
        browser.open("/Dead_Letters");
        assertThat(browser.find("#selection button").isEnabled()).isFalse();

        browser.find("[data-select-all]").click();
        assertThat(browser.find("[data-selected]").getText()).isEqualTo("3 selected");
        tick(0);
        assertThat(browser.find("[data-selected]").getText()).isEqualTo("2 selected");
        assertThat(browser.script("return document.querySelector('[data-select-all]').indeterminate"))
                .isEqualTo(true);
        browser.screenshots("selection");
        browser.find("#selection button").click();

        showsSoon("h1", "2 would be replayed");
        assertThat(browser.find("main").getText()).contains("Of the 2 that were selected");
        browser.find("#replay-now").click();
        showsSoon(".replay", "0 of 2 ended");
        assertThat(queued()).containsExactly("SEL-2", "SEL-3");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void ticksOutlastARefreshAndThoseThatAreGoneAreNotCounted() {
        signIn();
        browser.open("/Dead_Letters");
        tick(0);
        tick(1);

        failed("SEL-4");
        soon().untilAsserted(() -> assertThat(browser.all("tbody tr")).hasSize(4));
        assertThat(browser.find("#tick-" + ids.get(0)).isSelected()).isTrue();
        RunningProgram.shared()
                .jdbc()
                .sql("UPDATE agent_test_executions SET discarded_at = now(), discard_reason = 'x' WHERE id = :id")
                .param("id", ids.get(1))
                .update();

        showsSoon("[data-selected]", "1 selected");
        assertThat(browser.all("tbody tr")).hasSize(3);
    }

    @Test
    void itWorksWithoutScriptsAndAnEmptySelectionIsNotEverything() {
        signIn();
        browser.scripts(false);
        browser.open("/Dead_Letters");
        assertThat(browser.find("[data-select-all]").isDisplayed()).isFalse();

        browser.find("#selection button").click();
        showsSoon("h1", "Nothing is selected");
        browser.open("/Dead_Letters");
        tick(2);
        browser.find("#selection button").click();

        showsSoon("h1", "1 would be replayed");
        browser.find("#replay-now").click();
        showsSoon(".replay", "Replay of 1");
        assertThat(queued()).containsExactly("SEL-3");
    }

    @Test
    void failedExecutionsCanBeTickedWhereTheyAreLookedFor() {
        signIn();
        browser.open("/Execution_History?status=failed&q=sel");
        tick(0);

        browser.find("#selection button").click();

        showsSoon("h1", "1 would be replayed");
        browser.open("/Execution_History");
        assertThat(browser.all("input[type=checkbox]")).isEmpty();
    }

    @Test
    void twoOperatorsWhoReplayTheSameReplayItOnce() {
        String operator = Seeds.token("operator", tenant);
        String body = "{\"filter\":{\"ids\":[\"" + ids.get(0) + "\",\"" + ids.get(1) + "\"]},\"rate_per_second\":1000}";

        List<Integer> replayed = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> Http.json(Http.post("/api/dead-letters/replay", operator, body)))
                .map(answer -> answer.path("replayed").asInt())
                .toList();

        assertThat(replayed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
        assertThat(queued()).containsExactly("SEL-1", "SEL-2");
        JsonNode audit =
                Http.json(Http.get("/api/audit?action=replay", operator)).path("items");
        assertThat(audit).hasSize(2);
    }

    @Test
    void viewersTickNothing() {
        token = Seeds.token("viewer", tenant);
        signIn();
        browser.open("/Dead_Letters");

        assertThat(browser.all("main input[type=checkbox], main form[method=post]"))
                .isEmpty();
    }
}
