package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.webhook.Door;
import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.RecentEvents;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One execution over HTTP. */
class ExecutionApiIT {
    private static final Instant NOON = Instant.parse("2025-11-13T12:00:00Z");

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
    void oneExecutionComesWithItsAttemptsOfAllEpochsAndItsPayload() {
        UUID id = Seeds.execution(tenant, agent)
                .result("{\"summary\":\"done\"}")
                .payload("{\"amount\":1.10,\"text\":\"ä\"}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "failed", "{\"reason\":\"agent_error\"}");
        Seeds.attempt(id, agent, 2, 1, "completed", null);

        JsonNode found = get("/api/executions/" + id);

        assertThat(found.path("id").asText()).isEqualTo(id.toString());
        assertThat(found.path("status").asText()).isEqualTo("completed");
        assertThat(found.path("result").path("summary").asText()).isEqualTo("done");
        assertThat(Http.get("/api/executions/" + id, token).body())
                .contains("\"payload\":{\"amount\":1.10,\"text\":\"ä\"}");
        assertThat(found.path("origin").path("door").asText()).isEqualTo("webhook");
        assertThat(found.path("attempts").findValuesAsText("outcome")).containsExactly("failed", "completed");
        assertThat(found.path("attempts").findValuesAsText("epoch")).containsExactly("1", "2");
        assertThat(found.path("error").isNull()).isTrue();
        assertThat(found.has("requested_id")).isFalse();
    }

    @Test
    void aPayloadThatIsNotJsonIsText() {
        UUID id = Seeds.execution(tenant, agent).payload("{\"open\": \"").insert();

        assertThat(get("/api/executions/" + id).path("payload").asText()).isEqualTo("{\"open\": \"");
    }

    @Test
    void anEndlesslyNestedPayloadIsText() {
        UUID id = Seeds.execution(tenant, agent).payload("[".repeat(100_000)).insert();

        assertThat(get("/api/executions/" + id).path("payload").isTextual()).isTrue();
    }

    @Test
    void viewersGetNoPayload() {
        UUID id = Seeds.execution(tenant, agent).insert();
        token = Seeds.token("viewer", tenant);

        assertThat(get("/api/executions/" + id).has("payload")).isFalse();
    }

    @Test
    void theIdOfARepeatLeadsToTheFirst() {
        UUID id = Seeds.execution(tenant, agent).insert();
        UUID repeat = UUID.randomUUID();
        Seeds.alias(repeat, id);

        JsonNode found = get("/api/executions/" + repeat);

        assertThat(found.path("id").asText()).isEqualTo(id.toString());
        assertThat(found.path("requested_id").asText()).isEqualTo(repeat.toString());
    }

    @Test
    void anIdJustIssuedIsQueuedBeforeItsRowIsThere() {
        RecentEvents recent = new RecentEvents(Duration.ofMinutes(1));
        UUID id = UUID.randomUUID();
        recent.acknowledged(new Envelope(
                1,
                id,
                agent,
                tenant,
                "TEST-9",
                "jira:issue_created",
                NOON,
                true,
                Door.WEBHOOK,
                Map.of(),
                null,
                new byte[] {1}));
        Executions executions = new Executions(RunningProgram.shared().jdbc(), recent);

        Optional<ExecutionDetail> own = executions.find(id, caller(tenant));

        assertThat(own).hasValueSatisfying(detail -> {
            assertThat(detail.summary().status()).isEqualTo("queued");
            assertThat(detail.summary().issueKey()).isEqualTo("TEST-9");
            assertThat(detail.attempts()).isEmpty();
        });
        assertThat(executions.find(id, caller(UUID.randomUUID()))).isEmpty();
    }

    private static Caller caller(UUID tenant) {
        return new Caller(UUID.randomUUID(), "test", AccessRole.VIEWER, Optional.of(tenant));
    }

    @Test
    void theAddressOfA202AnswersAtOnce() {
        RunningProgram program = RunningProgram.shared();
        for (int i = 0; i < 20; i++) {
            String body = "{\"issue_key\":\"NOW-" + i + "\",\"timestamp\":\"" + Instant.now() + "\"}";
            HttpResponse<String> accepted =
                    Http.send("/jira/automation/" + program.demo("AGENT_ID"), request -> request.header(
                                    "Authorization", "Bearer " + program.demo("AUTOMATION_TOKEN"))
                            .POST(BodyPublishers.ofString(body)));
            assertThat(accepted.statusCode()).isEqualTo(202);

            HttpResponse<String> status =
                    Http.get(Http.json(accepted).path("status_url").asText(), program.demo("ADMIN_TOKEN"));

            assertThat(status.statusCode()).as(status.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "00000000-0000-4000-8000-000000000000",
        "no-uuid",
        "%20",
        "..%2F..",
        "00bab7b6-6335-4359-96b4-f48f3460b61g"
    })
    void whatIsNotThereIs404(String id) {
        HttpResponse<String> response = Http.get("/api/executions/" + id, token);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Http.json(response).path("type").asText()).isEqualTo("urn:jira-agent:not-found");
    }
}
