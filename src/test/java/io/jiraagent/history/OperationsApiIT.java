package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents, tenants, the queue and refused requests over HTTP. */
class OperationsApiIT {
    private UUID tenant;
    private UUID agent;
    private String token;

    @BeforeEach
    void aTenantWithAnAgent() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Ticket Enhancer");
        token = Seeds.token("operator", tenant);
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = Http.get(path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.json(response);
    }

    @Test
    void anAgentTellsHowBusyItIsAndNoSecret() {
        Instant newest = Instant.parse("2025-11-13T12:00:00Z");
        Seeds.execution(tenant, agent).status("queued").queuedAt(newest).insert();
        Seeds.execution(tenant, agent)
                .status("queued")
                .queuedAt(newest.minusSeconds(1))
                .insert();
        Seeds.execution(tenant, agent)
                .status("in_progress")
                .queuedAt(newest.minusSeconds(2))
                .insert();
        Seeds.execution(tenant, agent).queuedAt(newest.minusSeconds(3)).insert();

        JsonNode found = get("/api/agents").path("items").path(0);

        assertThat(found.path("id").asText()).isEqualTo(agent.toString());
        assertThat(found.path("kind").asText()).isEqualTo("echo");
        assertThat(found.path("status").asText()).isEqualTo("paused");
        assertThat(found.path("queued").asInt()).isEqualTo(2);
        assertThat(found.path("running").asInt()).isEqualTo(1);
        assertThat(found.path("last_seen").asText()).isEqualTo("2025-11-13T12:00:00Z");
        assertThat(found.toString()).doesNotContain("gAAAA", "hmac").doesNotContainIgnoringCase("sha256");
        assertThat(get("/api/agents/" + agent)).isEqualTo(found);
        assertThat(get("/api/agents?status=active").path("items")).isEmpty();
    }

    @Test
    void anOperatorChangesAnAgentsStatus() {
        HttpResponse<String> response = Http.patch("/api/agents/" + agent, token, "{\"status\":\"active\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Http.json(response).path("status").asText()).isEqualTo("active");
        assertThat(get("/api/agents/" + agent).path("status").asText()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"status":"on"}  | status got 'on'; it wants one of active, paused, draft
                    {"status":null}  | status got 'null'; it wants one of active, paused, draft
                    {"status":["active"]} | status got '["active"]'; it wants one of active, paused, draft
                    {}               | The body names nothing to change
                    {"status":"active","colour":"x"} | Unknown field in the body
                    {"status":       | The body is not JSON
                    []               | The body is not a JSON object
                    {} {}            | The body is not JSON""")
    void aBadChangeIsRefused(String body, String detail) {
        HttpResponse<String> response = Http.patch("/api/agents/" + agent, token, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).path("detail").asText()).startsWith(detail);
        assertThat(get("/api/agents/" + agent).path("status").asText()).isEqualTo("paused");
    }

    @Test
    void theQueueIsCountedForEachAgentWithItsOldestAge() {
        Seeds.execution(tenant, agent)
                .status("queued")
                .queuedAt(Instant.now().minusSeconds(90))
                .insert();
        Seeds.execution(tenant, agent).status("queued").insert();
        Seeds.execution(tenant, agent).status("in_progress").insert();
        Seeds.execution(tenant, agent).insert();

        JsonNode items = get("/api/queue").path("items");

        assertThat(items).hasSize(1);
        assertThat(items.path(0).path("agent_id").asText()).isEqualTo(agent.toString());
        assertThat(items.path(0).path("queued").asInt()).isEqualTo(2);
        assertThat(items.path(0).path("in_progress").asInt()).isEqualTo(1);
        assertThat(items.path(0).path("oldest_age_seconds").asInt()).isBetween(90, 600);
    }

    @Test
    void tenantsAreListed() {
        assertThat(get("/api/tenants").path("items").findValuesAsText("id")).containsExactly(tenant.toString());
        token = Seeds.token("viewer", null);
        assertThat(get("/api/tenants").path("items").findValuesAsText("id")).contains(tenant.toString());
    }

    @Test
    void refusedRequestsAreListedNewestFirst() {
        Seeds.rejected(tenant, agent, "invalid_signature");
        Seeds.rejected(tenant, agent, "missing_signature");
        Seeds.rejected(tenant, agent, "missing_signature");

        JsonNode first = get("/api/rejected?limit=2");
        JsonNode second =
                get("/api/rejected?limit=2&cursor=" + first.path("next_cursor").asText());

        assertThat(first.path("items").findValuesAsText("reason"))
                .containsOnly("missing_signature")
                .hasSize(2);
        assertThat(second.path("items").findValuesAsText("reason")).containsExactly("invalid_signature");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(get("/api/rejected?reason=invalid_signature").path("items")).hasSize(1);
        assertThat(get("/api/rejected?agent_id=" + UUID.randomUUID()).path("items"))
                .isEmpty();
        JsonNode entry = first.path("items").path(0);
        assertThat(entry.path("client").asText()).isEqualTo("10.0.0.7");
        assertThat(entry.path("size_bytes").asInt()).isEqualTo(1234);
        assertThat(entry.path("at").asText()).endsWith("Z");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/rejected?reason=because",
        "/api/rejected?cursor=zzz",
        "/api/agents?status=on",
        "/api/agents?name=x",
        "/api/queue?x=1",
        "/api/overview?x=1",
        "/api/overview?minutes=61",
        "/api/tenants?x=1",
        "/Execution_History?status=x",
        "/Execution_History?zone=Mars",
        "/Rejected?reason=x"
    })
    void badParametersAreRefusedEverywhere(String path) {
        HttpResponse<String> response = Http.get(path, token);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
