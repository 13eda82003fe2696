package io.jiraagent.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
            "/api/queue");

    private UUID tenant;
    private UUID agent;

    @BeforeEach
    void aTenantWithAnAgent() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Ticket Enhancer");
    }

    private static String cookie(String token) {
        HttpResponse<String> response = Http.form("/login", null, "token=" + token);
        assertThat(response.statusCode()).isEqualTo(303);
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private static HttpResponse<String> page(String path, String cookie) {
        return Http.send(path, request -> request.header("Cookie", cookie));
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
        String cookie = cookie(token);
        assertThat(Http.get("/api/agents", token).statusCode()).isEqualTo(200);
        assertThat(page("/Agents", cookie).statusCode()).isEqualTo(200);

        Seeds.revoke(token);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Http.get("/api/agents", token).statusCode()).isEqualTo(401);
            assertThat(page("/Agents", cookie).statusCode()).isEqualTo(303);
        });
    }

    @Test
    void aTokenInTheAddressOrInACookieDoesNotCountForTheApi() {
        String token = Seeds.token("admin", null);

        assertThat(Http.send("/api/agents?access_token=" + token, request -> request)
                        .statusCode())
                .isEqualTo(401);
        assertThat(page("/api/agents", cookie(token)).statusCode()).isEqualTo(401);
    }

    @Test
    void viewersChangeNothing() {
        String viewer = Seeds.token("viewer", tenant);

        HttpResponse<String> byApi = Http.patch("/api/agents/" + agent, viewer, "{\"status\":\"active\"}");
        HttpResponse<String> byForm = Http.form("/Agents/" + agent + "/status", cookie(viewer), "status=active");

        assertThat(byApi.statusCode()).isEqualTo(403);
        assertThat(Http.json(byApi).path("detail").asText()).isEqualTo("Role operator needed");
        assertThat(byForm.statusCode()).isEqualTo(403);
        assertThat(agentStatus()).isEqualTo("paused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "admin"})
    void operatorsAndAdminsChangeAgents(String role) {
        String token = Seeds.token(role, tenant);

        HttpResponse<String> byForm = Http.form("/Agents/" + agent + "/status", cookie(token), "status=active");

        assertThat(byForm.statusCode()).isEqualTo(303);
        assertThat(byForm.headers().firstValue("Location")).hasValue("/Agents");
        assertThat(agentStatus()).isEqualTo("active");
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        HttpResponse<String> response = Http.form("/login", null, "token=" + Seeds.token("viewer", tenant));

        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("jira_agent_session=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=43200")
                .doesNotContain("jat_");
    }

    @Test
    void aForgedOrAlteredCookieIsNobodys() {
        String genuine = cookie(Seeds.token("viewer", tenant));
        String other = genuine.substring(0, genuine.length() - 1) + (genuine.endsWith("A") ? "B" : "A");

        for (String cookie : List.of(other, "jira_agent_session=x", "jira_agent_session=", "other=1")) {
            assertThat(page("/Agents", cookie).statusCode()).as(cookie).isEqualTo(303);
        }
        assertThat(page("/Agents", genuine).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/Execution_History, /login",
        "/Agents, /login?next=%2FAgents",
        "/Execution_History?status=failed, /login?next=%2FExecution_History%3Fstatus%3Dfailed"
    })
    void whoIsNotSignedInIsLedToTheFormAndBack(String path, String location) {
        HttpResponse<String> response = Http.send(path, request -> request);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue(location);
    }

    @ParameterizedTest
    @CsvSource({
        "/Agents, /Agents",
        "//evil.example, /Execution_History",
        "https://evil.example, /Execution_History",
        "/\\evil.example, /Execution_History",
        "/login?next=/login, /Execution_History",
        "javascript:alert(1), /Execution_History"
    })
    void signingInNeverLeadsToAnotherServer(String next, String location) {
        HttpResponse<String> response = Http.form(
                "/login",
                null,
                "token=" + Seeds.token("viewer", tenant) + "&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

        assertThat(response.headers().firstValue("Location")).hasValue(location);
    }

    @Test
    void aSignInLinkWorksOnceAndIsNotUsedUpByLookingAtIt() {
        String link = "/login?code=" + Seeds.loginCode(Seeds.token("viewer", tenant));

        HttpResponse<String> head = Http.send(link, request -> request.method("HEAD", BodyPublishers.noBody()));
        HttpResponse<String> preview = Http.send(link, request -> request.header("Sec-Purpose", "prefetch"));
        HttpResponse<String> fromElsewhere = Http.send(link, request -> request.header("Sec-Fetch-Site", "cross-site"));
        HttpResponse<String> first = Http.send(link, request -> request);
        HttpResponse<String> second = Http.send(link, request -> request);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(preview.body()).contains("Sign in with this link");
        assertThat(fromElsewhere.body()).contains("Sign in with this link");
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Set-Cookie")).isPresent();
        assertThat(second.statusCode()).isEqualTo(401);
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void signingOutTakesTheCookieAway() {
        HttpResponse<String> response = Http.form("/logout", cookie(Seeds.token("viewer", tenant)), "");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Set-Cookie").orElseThrow()).contains("session=;", "Max-Age=0");
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
        String cookie = cookie(Seeds.token("operator", tenant));
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
        String cookie = cookie(Seeds.token("operator", tenant));
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

    @Test
    void fieldsOfAFormDoNotBecomeHeadersOfTheAnswer() {
        HttpResponse<String> response = Http.form(
                "/login?Location=https://evil.example&Set-Cookie=a%3Db",
                null, "token=jat_x&Set-Cookie=c%3Dd&Location=https%3A%2F%2Fevil.example&CamelHttpResponseCode=200");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).doesNotContainKeys("location", "set-cookie");
    }
}
