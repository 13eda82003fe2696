package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.AuditLog;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agents made and changed over HTTP, and what the running program makes of them. */
class AgentAdminIT {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RunningProgram program = RunningProgram.shared();
    private UUID tenant;
    private String admin;

    @BeforeEach
    void aTenantWithItsAdministrator() {
        tenant = Seeds.tenant();
        admin = Seeds.token("admin", tenant);
    }

    private JsonNode created(String json) {
        HttpResponse<String> response = Http.post("/api/agents", admin, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Http.json(response);
    }

    private TestAgent agent(JsonNode created) {
        return new TestAgent(
                program,
                UUID.fromString(created.path("id").asText()),
                tenant,
                created.path("hmac_secret").asText(),
                created.path("automation_token").asText());
    }

    private TestAgent activeEcho() {
        TestAgent agent = agent(created("{\"name\":\"Echo\",\"kind\":\"echo\",\"active\":true}"));
        awaitAnswer(agent, 202);
        return agent;
    }

    private static WebhookClient.Answer post(TestAgent agent) {
        return agent.post(WebhookClient.body("API-1", "Sent to an agent made by API"));
    }

    private static void awaitAnswer(TestAgent agent, int status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(post(agent).status()).isEqualTo(status));
    }

    private static TestAgent withSecret(TestAgent agent, String secret) {
        return new TestAgent(agent.program(), agent.id(), agent.tenantId(), secret, agent.token());
    }

    @Test
    void aNewAgentsSecretOpensItsDoorAndIsShownOnlyOnce() {
        JsonNode created = created("""
                {"tenant_id":"%s","name":"Triage","kind":"echo","status":"active","idempotent":true,"concurrency":7,
                 "max_attempts":3,"deadline_seconds":90,"answer_within_seconds":7200,"rate_limit":"600/min","daily_runs":1000,"strict_payload":true}""".formatted(tenant));
        TestAgent agent = agent(created);

        assertThat(created.path("webhook_url").asText())
                .isEqualTo(agent.webhook().toString());
        assertThat(created.path("automation_url").asText())
                .isEqualTo(agent.automation().toString());
        awaitAnswer(agent, 202);
        assertThat(new Executions(program).ended(post(agent).executionId())).containsEntry("status", "completed");
        JsonNode read = Http.json(Http.get("/api/agents/" + agent.id(), admin));
        assertThat(read.path("concurrency").asInt()).isEqualTo(7);
        assertThat(read.path("max_attempts").asInt()).isEqualTo(3);
        assertThat(read.path("deadline_seconds").asInt()).isEqualTo(90);
        assertThat(read.path("answer_within_seconds").asInt()).isEqualTo(7200);
        assertThat(read.path("rate_limit").asText()).isEqualTo("600/min");
        assertThat(read.path("daily_runs").asInt()).isEqualTo(1000);
        assertThat(read.path("idempotent").asBoolean()).isTrue();
        assertThat(read.path("strict_payload").asBoolean()).isTrue();
        assertThat(read.toString()).doesNotContain(agent.secret(), agent.token());
        assertThat(AuditLog.ofAgent(agent.id()).toString())
                .contains("agent_created", "a admin", "Triage")
                .doesNotContain(agent.secret(), agent.token());
    }

    @Test
    void theTenantMayBeNamedOrLeftOutAndTheAgentIsADraftAtFirst() {
        String name = "t-" + tenant.toString().substring(0, 13);

        JsonNode named = created("{\"tenant\":\"" + name + "\",\"name\":\"A\",\"kind\":\"echo\"}");
        JsonNode leftOut = created("{\"name\":\"B\",\"kind\":\"echo\"}");

        assertThat(named.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(leftOut.path("tenant_id").asText()).isEqualTo(tenant.toString());
        assertThat(leftOut.path("status").asText()).isEqualTo("draft");
        HttpResponse<String> ofAll =
                Http.post("/api/agents", Seeds.token("admin", null), "{\"name\":\"C\",\"kind\":\"echo\"}");
        assertThat(ofAll.statusCode()).isEqualTo(400);
        assertThat(Http.json(ofAll).path("detail").asText()).startsWith("tenant_id got 'nothing'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind":"echo"}                                             | name got 'nothing'; it wants a text
            {"name":"A"}                                                | kind got 'nothing'; it wants a text
            {"name":7,"kind":"echo"}                                    | name got '7'; it wants a text
            {"name":"A","kind":"../x"}                                  | kind: The name of a kind
            {"name":"A","kind":"echo","concurrency":0}                  | concurrency: The concurrency is a whole number from 1 to 10000, not 0.
            {"name":"A","kind":"echo","concurrency":"many"}             | concurrency got 'many'; it wants a whole number
            {"name":"A","kind":"echo","max_attempts":1.5}               | max_attempts got '1.5'; it wants a whole number
            {"name":"A","kind":"echo","answer_within_seconds":86401}    | answer_within_seconds: The answer-within is a whole number from 1 to 86400
            {"name":"A","kind":"echo","deadline_seconds":99999}         | deadline_seconds: The deadline is a whole number from 1 to 3600
            {"name":"A","kind":"echo","daily_runs":0}                   | daily_runs: The daily-runs is a whole number from 1
            {"name":"A","kind":"echo","rate_limit":"fast"}              | rate_limit: A rate limit is a number of events and a unit of time, such as 60/min
            {"name":"A","kind":"echo","rate_limit":60}                  | rate_limit got '60'; it wants a text or null
            {"name":"A","kind":"echo","active":"yes"}                   | active got 'yes'; it wants true or false
            {"name":"A","kind":"echo","status":"on"}                    | status got 'on'; it wants one of active, paused, draft
            {"name":"A","kind":"http"}                                  | url: An agent of kind http needs a URL
            {"name":"A","kind":"http","url":"ftp://a/b"}                | url: The URL of an agent is http://host/path
            {"name":"A","kind":"http","url":"http://169.254.169.254/x"} | url: The agent's URL leads to a link-local
            {"name":"A","kind":"echo","colour":"red"}                   | Unknown field in the body
            []                                                          | The body is not a JSON object""")
    void whatCannotBeUsedIsNamed(String body, String detail) {
        HttpResponse<String> response = Http.post("/api/agents", admin, body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Http.json(response).path("detail").asText()).startsWith(detail);
    }

    @Test
    void aPrivateAddressIsRefusedWhenSavedAndAStoredOneDoesNotKeepAnAgentFromBeingPaused() {
        String url = "{\"name\":\"A\",\"kind\":\"http\",\"url\":\"http://10.0.0.1/agent\"}";
        HttpResponse<String> refused = Http.post("/api/agents", admin, url);
        assertThat(Http.json(refused).path("detail").asText())
                .startsWith("url: The agent's URL leads to a private address, which is not allowed;"
                        + " agent.allow-private-networks=true would allow it");

        UUID agent = Seeds.agent(tenant, "Old");
        program.jdbc()
                .sql("UPDATE agents SET kind = 'http', url = 'http://10.0.0.1/old', status = 'active' WHERE id = :id")
                .param("id", agent)
                .update();
        assertThat(Http.patch("/api/agents/" + agent, admin, "{\"status\":\"paused\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Http.patch("/api/agents/" + agent, admin, "{\"url\":\"http://10.0.0.2/new\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void changesHoldWithinSecondsAndOnlyWhatIsNamedChanges() {
        TestAgent agent = activeEcho();

        HttpResponse<String> paused = Http.patch("/api/agents/" + agent.id(), admin, "{\"status\":\"paused\"}");
        awaitAnswer(agent, 403);
        HttpResponse<String> changed = Http.patch(
                "/api/agents/" + agent.id(),
                admin,
                "{\"status\":\"active\",\"name\":\"Renamed\",\"daily_runs\":50,\"rate_limit\":\"5/s\"}");
        awaitAnswer(agent, 202);
        HttpResponse<String> freed =
                Http.patch("/api/agents/" + agent.id(), admin, "{\"daily_runs\":null,\"rate_limit\":null}");

        assertThat(paused.statusCode()).isEqualTo(200);
        assertThat(Http.json(changed).path("name").asText()).isEqualTo("Renamed");
        assertThat(Http.json(changed).path("daily_runs").asInt()).isEqualTo(50);
        assertThat(Http.json(changed).path("concurrency").asInt()).isEqualTo(4);
        assertThat(Http.json(freed).path("daily_runs").isNull()).isTrue();
        assertThat(Http.json(freed).path("rate_limit").isNull()).isTrue();
        assertThat(Http.json(freed).path("name").asText()).isEqualTo("Renamed");
        assertThat(AuditLog.ofAgent(agent.id()))
                .extracting(entry -> entry.get("action"))
                .containsExactly("agent_created", "agent_changed", "agent_changed", "agent_changed");
        assertThat(AuditLog.ofAgent(agent.id()).get(2).get("detail").toString())
                .contains("\"status\": \"active\"", "\"daily_runs\": 50", "\"rate_limit\": \"5/s\"");
    }

    @Test
    void anOperatorMayChangeTheStatusOnlyAndMakesNothing() {
        UUID agent = Seeds.agent(tenant, "A");
        String operator = Seeds.token("operator", tenant);

        assertThat(Http.patch("/api/agents/" + agent, operator, "{\"status\":\"active\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> more = Http.patch("/api/agents/" + agent, operator, "{\"concurrency\":9}");
        assertThat(more.statusCode()).isEqualTo(403);
        assertThat(Http.json(more).path("detail").asText()).isEqualTo("Role admin needed");
        for (String path : new String[] {
            "/api/agents", "/api/agents/" + agent + "/rotate-secret", "/api/agents/" + agent + "/rotate-token"
        }) {
            assertThat(Http.post(path, operator, "{}").statusCode()).as(path).isEqualTo(403);
        }
        assertThat(Http.json(Http.get("/api/agents/" + agent, operator))
                        .path("url")
                        .isNull())
                .isTrue();
    }

    @Test
    void afterARotationBothSecretsAreValid() {
        TestAgent agent = activeEcho();

        HttpResponse<String> rotated =
                Http.post("/api/agents/" + agent.id() + "/rotate-secret", admin, "{\"valid_for\":\"2h\"}");

        assertThat(rotated.statusCode()).isEqualTo(200);
        TestAgent renewed =
                withSecret(agent, Http.json(rotated).path("hmac_secret").asText());
        assertThat(Instant.parse(
                        Http.json(rotated).path("previous_secret_until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(119)),
                        Instant.now().plus(Duration.ofMinutes(121)));
        awaitAnswer(renewed, 202);
        assertThat(post(agent).status()).isEqualTo(202);
        Http.post("/api/agents/" + agent.id() + "/rotate-secret", admin, "{\"valid_for\":\"0s\"}");
        awaitAnswer(renewed, 401);
        assertThat(AuditLog.ofAgent(agent.id()).toString())
                .contains("secret_rotated")
                .doesNotContain(renewed.secret());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"valid_for":"soon"} | valid_for got 'soon'; it wants a duration
            {"valid_for":24}     | valid_for got '24'; it wants a text
            {"valid_for":"366d"} | valid_for: The old secret can stay valid for up to 365d
            {"for":"1h"}         | Unknown field in the body""")
    void anUnusableRotationChangesNothing(String body, String detail) {
        UUID agent = Seeds.agent(tenant, "A");

        HttpResponse<String> response = Http.post("/api/agents/" + agent + "/rotate-secret", admin, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Http.json(response).path("detail").asText()).startsWith(detail);
        assertThat(AuditLog.ofAgent(agent)).isEmpty();
    }

    @Test
    void aRenewedAutomationTokenReplacesTheOldOne() {
        TestAgent agent = activeEcho();

        HttpResponse<String> rotated = Http.post("/api/agents/" + agent.id() + "/rotate-token", admin, "");

        String token = Http.json(rotated).path("automation_token").asText();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(automation(agent, token)).isEqualTo(202));
        assertThat(automation(agent, agent.token())).isEqualTo(401);
    }

    private static int automation(TestAgent agent, String token) {
        return Http.send("/jira/automation/" + agent.id(), request -> request.header("Authorization", "Bearer " + token)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(WebhookClient.body("API-2", "x"))))
                .statusCode();
    }

    @Test
    void aTestTakesTheWayOfAnyEvent() {
        TestAgent agent = activeEcho();
        String operator = Seeds.token("operator", tenant);

        HttpResponse<String> first = Http.post("/api/agents/" + agent.id() + "/test", operator, "");
        HttpResponse<String> second = Http.post("/api/agents/" + agent.id() + "/test", operator, "");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        UUID id = UUID.fromString(Http.json(first).path("execution_id").asText());
        assertThat(Http.json(first).path("status_url").asText()).isEqualTo("/api/executions/" + id);
        assertThat(Http.json(second).path("execution_id").asText()).isNotEqualTo(id.toString());
        assertThat(new Executions(program).ended(id))
                .containsEntry("status", "completed")
                .containsEntry("issue_key", "TEST-1")
                .containsEntry("tenant_id", tenant);
        assertThat(AuditLog.ofAgent(agent.id()))
                .filteredOn(entry -> entry.get("action").equals("test_sent"))
                .hasSize(2)
                .first()
                .satisfies(entry -> assertThat(entry).containsEntry("execution_id", id));
    }

    @Test
    void aTestOfADraftIsRefusedLikeAnyEventAndNotNoted() {
        UUID agent = agent(created("{\"name\":\"Draft\",\"kind\":\"echo\"}")).id();

        HttpResponse<String> response = Http.post("/api/agents/" + agent + "/test", admin, "");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(Http.json(response).path("detail").asText()).isEqualTo("Agent is draft");
        assertThat(AuditLog.ofAgent(agent))
                .extracting(entry -> entry.get("action"))
                .containsExactly("agent_created");
    }

    @Test
    void theButtonSendsATestAndShowsWhatBecomesOfIt() {
        TestAgent agent = activeEcho();
        String cookie = Http.cookie(Seeds.token("operator", tenant));

        assertThat(Http.page("/Agents", cookie).body()).contains("/Agents/" + agent.id() + "/test");
        HttpResponse<String> response = Http.form("/Agents/" + agent.id() + "/test", cookie, "confirmed=yes");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/Execution_History/");
        assertThat(Http.page(location, cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void theButtonsOfTheStatusWorkAndAreNoted() {
        UUID agent = Seeds.agent(tenant, "A");
        String cookie = Http.cookie(Seeds.token("operator", tenant));

        HttpResponse<String> response =
                Http.form("/Agents/" + agent + "/status", cookie, "status=active&confirmed=yes");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(AuditLog.ofAgent(agent))
                .extracting(entry -> entry.get("detail"))
                .containsExactly("{\"status\": \"active\"}");
    }
}
