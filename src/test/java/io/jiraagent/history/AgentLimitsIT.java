package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What bounds an agent, and how much of it is in use, by API and page. */
class AgentLimitsIT extends PageTest {
    private void sql(String statement, UUID id) {
        RunningProgram.shared().jdbc().sql(statement).param("id", id).update();
    }

    private JsonNode agent() {
        return Http.json(Http.get("/api/agents/" + agent, token));
    }

    private void budgets() {
        sql(
                "INSERT INTO budgets (agent_id, resource, daily_limit, day, used) VALUES (:id, 'runs', 500, now() AT TIME"
                        + " ZONE 'UTC', 3)",
                agent);
        sql(
                "INSERT INTO budgets (agent_id, resource, daily_limit, day, used) VALUES (:id, 'tokens', 20000, now() AT"
                        + " TIME ZONE 'UTC', 20000)",
                agent);
        sql(
                "INSERT INTO budgets (tenant_id, resource, daily_limit, day, used) VALUES (:id, 'runs', 1000, now() AT TIME"
                        + " ZONE 'UTC', 40)",
                tenant);
        sql(
                "INSERT INTO budgets (tenant_id, resource, daily_limit, day, used) VALUES (:id, 'tokens', 90000,"
                        + " '2001-01-01', 77)",
                tenant);
    }

    @Test
    void theApiTellsTheAgentsBudgetsAndThoseOfItsTenant() {
        budgets();
        sql("UPDATE agents SET rate_limit = '60/min' WHERE id = :id", agent);
        sql("UPDATE tenants SET rate_limit = '600/min' WHERE id = :id", tenant);
        Seeds.execution(tenant, agent).status("in_progress").insert();

        JsonNode shown = agent();

        assertThat(shown.path("daily_runs").asInt()).isEqualTo(500);
        assertThat(shown.path("runs_today").asInt()).isEqualTo(3);
        assertThat(shown.path("tokens_today").asInt()).isEqualTo(20_000);
        assertThat(shown.path("tenant_daily_runs").asInt()).isEqualTo(1000);
        assertThat(shown.path("tenant_runs_today").asInt()).isEqualTo(40);
        assertThat(shown.path("tenant_daily_tokens").asInt()).isEqualTo(90_000);
        assertThat(shown.path("tenant_tokens_today").asInt())
                .as("of another day")
                .isZero();
        assertThat(shown.path("rate_limit").asText()).isEqualTo("60/min");
        assertThat(shown.path("tenant_rate_limit").asText()).isEqualTo("600/min");
        assertThat(shown.path("running").asInt()).isOne();
        assertThat(shown.path("concurrency").asInt()).isPositive();
    }

    @Test
    void whatHasNoLimitIsNull() {
        JsonNode shown = agent();

        for (String name : List.of(
                "daily_runs", "runs_today", "daily_tokens", "tokens_today", "rate_limit", "tenant_rate_limit")) {
            assertThat(shown.has(name)).as(name).isTrue();
            assertThat(shown.path(name).isNull()).as(name).isTrue();
        }
        assertThat(shown.path("tenant_daily_runs").isNull()).isTrue();
        assertThat(shown.path("tenant_tokens_today").isNull()).isTrue();
        assertThat(shown.path("backup_name").isNull()).isTrue();
        assertThat(shown.path("breakers").isNull()).isTrue();
    }

    @Test
    void whoSeesAllTenantsSeesWhoseAnAgentIs() {
        token = Seeds.token("operator", null);
        signIn();

        browser.open("/Agents");

        assertThat(browser.find("tr[data-key='" + agent + "'] th").getText())
                .contains("Ticket Enhancer", "echo", "t-" + tenant.toString().substring(0, 13));
        browser.screenshots("agents-all-tenants");
    }

    @Test
    void thePageTellsBackupBreakerBudgetsAndPlaces() {
        budgets();
        UUID backup = Seeds.agent(tenant, "Stand-in");
        UUID broken = Seeds.agent(tenant, "Broken");
        UUID alone = Seeds.agent(tenant, "Alone");
        sql("UPDATE agents SET rate_limit = '60/min', concurrency = 7 WHERE id = :id", agent);
        sql("UPDATE tenants SET rate_limit = '600/min' WHERE id = :id", tenant);
        for (UUID id : List.of(agent, broken)) {
            sql("UPDATE agents SET backup_agent_id = '" + backup + "' WHERE id = :id", id);
        }
        for (UUID id : List.of(broken, alone)) {
            sql(
                    "INSERT INTO breaker_states (agent_id, worker, state, seen_at) VALUES (:id, 'test', 'open', now() +"
                            + " interval '1 hour')",
                    id);
        }
        Seeds.execution(tenant, agent).status("in_progress").insert();
        signIn();

        browser.open("/Agents");

        assertThat(browser.find("tr[data-key='" + agent + "']").getText())
                .contains("backup: Stand-in", "of 7 a worker", "3 of 500 runs", "20000 of 20000 tokens")
                .contains("tenant 40 of 1000 runs", "tenant 0 of 90000 tokens", "60/min", "tenant 600/min");
        assertThat(browser.find("tr[data-key='" + broken + "']").getText())
                .contains("breaker open since", "Stand-in stands in");
        assertThat(browser.find("tr[data-key='" + alone + "']").getText()).contains("its executions wait");
        assertThat(browser.all("tr[data-key='" + agent + "'] .full"))
                .singleElement()
                .satisfies(used -> assertThat(used.getText()).isEqualTo("20000 of 20000 tokens"));
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            assertThat((List<?>) browser.script(resource("/contrast.js")))
                    .as(scheme)
                    .isEmpty();
        }
        assertThat((Boolean) browser.script("const table = document.querySelector('.scroll');"
                        + " return table.scrollWidth <= table.clientWidth"))
                .as("the table with its buttons fits")
                .isTrue();
        browser.screenshots("agents-limits");
        assertThat(browser.console()).isEmpty();
    }
}
