package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of a tenant can be seen or changed with another tenant's token. */
class TenancyIT {
    private UUID tenant;
    private UUID agent;
    private UUID execution;
    private UUID repeat;
    private String stranger;

    @BeforeEach
    void thingsOfATenantAndAStranger() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Confidential agent");
        execution = Seeds.execution(tenant, agent).key("CONFIDENTIAL-1").insert();
        Seeds.execution(tenant, agent).key("CONFIDENTIAL-2").status("queued").insert();
        repeat = UUID.randomUUID();
        Seeds.alias(repeat, execution);
        Seeds.rejected(tenant, agent, "invalid_signature");
        stranger = Seeds.token("admin", Seeds.tenant());
    }

    @Test
    void listsLeaveItOut() {
        for (String path : List.of(
                "/api/executions",
                "/api/executions?tenant_id=" + tenant,
                "/api/executions?agent_id=" + agent,
                "/api/executions?issue_key=CONFIDENTIAL-1",
                "/api/rejected",
                "/api/rejected?agent_id=" + agent,
                "/api/agents",
                "/api/agents?tenant_id=" + tenant,
                "/api/queue")) {
            HttpResponse<String> response = Http.get(path, stranger);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(Http.json(response).path("items")).as(path).isEmpty();
        }
        assertThat(Http.get("/api/tenants", stranger).body()).doesNotContain(tenant.toString());
    }

    @Test
    void singleThingsAre404() {
        for (String path : List.of(
                "/api/executions/" + execution,
                "/api/executions/" + repeat,
                "/api/agents/" + agent,
                "/Execution_History/" + execution,
                "/Execution_History/" + repeat)) {
            assertThat(Http.get(path, stranger).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void nothingOfItIsChanged() {
        assertThat(Http.patch("/api/agents/" + agent, stranger, "{\"status\":\"active\"}")
                        .statusCode())
                .isEqualTo(404);
        HttpResponse<String> form = Http.send(
                "/Agents/" + agent + "/status", request -> request.header("Authorization", "Bearer " + stranger)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("status=active")));
        assertThat(form.statusCode()).isEqualTo(404);
        assertThat(RunningProgram.shared()
                        .jdbc()
                        .sql("SELECT status FROM agents WHERE id = :id")
                        .param("id", agent)
                        .query(String.class)
                        .single())
                .isEqualTo("paused");
    }

    @Test
    void pagesDoNotNameIt() {
        for (String path : List.of(
                "/Execution_History",
                "/Execution_History?agent_id=" + agent,
                "/Rejected",
                "/Tenants",
                "/Agents",
                "/Overview",
                "/Overview?tenant_id=" + tenant,
                "/Alerts")) {
            assertThat(Http.get(path, stranger).body())
                    .as(path)
                    .doesNotContain("CONFIDENTIAL")
                    .doesNotContain("Confidential");
        }
    }

    @Test
    void aTokenForAllTenantsSeesIt() {
        String all = Seeds.token("viewer", null);

        assertThat(Http.get("/api/executions/" + execution, all).statusCode()).isEqualTo(200);
        assertThat(Http.get("/api/agents/" + agent, all).statusCode()).isEqualTo(200);
    }
}
