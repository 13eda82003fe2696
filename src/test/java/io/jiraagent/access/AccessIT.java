package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, roles, sessions and forms over HTTP. */
class AccessIT {
    private static final List<String> API = List.of(
            "/api/executions",
            "/api/executions/" + UUID.randomUUID(),
            "/api/rejected",
            "/api/agents",
            "/api/agents/" + UUID.randomUUID(),
            "/api/tenants",
            "/api/overview",
            "/api/queue");

    private UUID tenant;
    private UUID agent;

    @BeforeEach
    void aTenantWithAnAgent() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Ticket Enhancer");
    }

    private String agentStatus() {
        return RunningProgram.shared()
                .jdbc()
                .sql("SELECT status FROM agents WHERE id = :id")
                .param("id", agent)
                .query(String.class)
                .single();
    }

    @Test
    void withoutATokenTheApiAnswers401() {
        for (String path : API) {
            HttpResponse<String> response = Http.send(path, request -> request);

            assertThat(response.statusCode()).as(path).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void unknownExpiredAndRevokedTokensAreRefused() {
        String expired = Seeds.token("admin", null, Instant.now().minusSeconds(1));
        String revoked = Seeds.token("admin", null);
        Seeds.revoke(revoked);

        for (String token : List.of("jat_unknown", "", "\u00e9", expired, revoked)) {
            assertThat(Http.get("/api/agents", token).statusCode()).as(token).isEqualTo(401);
        }
    }

    @Test
    void aRevocationIsFollowedWithinSeconds() {
        String token = Seeds.token("viewer", tenant);
        String cookie = Http.cookie(token);
        assertThat(Http.get("/api/agents", token).statusCode()).isEqualTo(200);
        assertThat(Http.page("/Agents", cookie).statusCode()).isEqualTo(200);

        Seeds.revoke(token);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Http.get("/api/agents", token).statusCode()).isEqualTo(401);
            assertThat(Http.page("/Agents", cookie).statusCode()).isEqualTo(303);
        });
    }

    @Test
    void aTokenInTheAddressOrInACookieDoesNotCountForTheApi() {
        String token = Seeds.token("admin", null);

        assertThat(Http.send("/api/agents?access_token=" + token, request -> request)
                        .statusCode())
                .isEqualTo(401);
        assertThat(Http.page("/api/agents", Http.cookie(token)).statusCode()).isEqualTo(401);
    }

    @Test
    void viewersChangeNothing() {
        String viewer = Seeds.token("viewer", tenant);

        HttpResponse<String> byApi = Http.patch("/api/agents/" + agent, viewer, "{\"status\":\"active\"}");
        HttpResponse<String> byForm = Http.form("/Agents/" + agent + "/status", Http.cookie(viewer), "status=active");

        assertThat(byApi.statusCode()).isEqualTo(403);
        assertThat(Http.json(byApi).path("detail").asText()).isEqualTo("Role operator needed");
        assertThat(byForm.statusCode()).isEqualTo(403);
        assertThat(agentStatus()).isEqualTo("paused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "admin"})
    void operatorsAndAdminsChangeAgents(String role) {
        String token = Seeds.token(role, tenant);

        HttpResponse<String> byForm =
                Http.form("/Agents/" + agent + "/status", Http.cookie(token), "status=active&confirmed=yes");

        assertThat(byForm.statusCode()).isEqualTo(303);
        assertThat(byForm.headers().firstValue("Location")).hasValue("/Agents");
        assertThat(agentStatus()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "X-Nothing, said"
    })
    void aFormOfAnotherSiteIsRefused(String header, String value) {
        String cookie = Http.cookie(Seeds.token("operator", tenant));
        for (String path : List.of("/Agents/" + agent + "/status", "/logout", "/login")) {
            HttpResponse<String> response = Http.send(path, request -> request.header("Cookie", cookie)
                    .header(header, value)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("status=active&token=x")));

            assertThat(response.statusCode()).as(path).isEqualTo(403);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        assertThat(agentStatus()).isEqualTo("paused");
    }

    @Test
    void aFormMayNotComeAsAnythingElse() {
        String cookie = Http.cookie(Seeds.token("operator", tenant));
        for (String type : List.of("text/plain", "multipart/form-data; boundary=x", "application/json")) {
            HttpResponse<String> response =
                    Http.send("/Agents/" + agent + "/status", request -> request.header("Cookie", cookie)
                            .header("Sec-Fetch-Site", "same-origin")
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString("status=active")));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
        }
        assertThat(agentStatus()).isEqualTo("paused");
    }
}
