package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds for all of pages and API. */
class HttpSurfaceIT {
    private static final String TOKEN = RunningProgram.shared().demo("ADMIN_TOKEN");

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of(
                "/Execution_History",
                "/Execution_History/" + UUID.randomUUID(),
                "/Rejected",
                "/Agents",
                "/login",
                "/",
                "/api/agents",
                "/api/nothing",
                "/nothing")) {
            HttpResponse<String> response = Http.get(path, TOKEN);

            assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    void assetsAreNamedByTheirContentAndKept() {
        String page = Http.get("/Execution_History", TOKEN).body();
        List<String> paths = Pattern.compile("\"(/assets/[^\"]+)\"")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(paths).hasSize(7);
        for (String path : paths) {
            HttpResponse<String> asset = Http.send(path, request -> request);
            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        }
        assertThat(Http.send("/assets/app.css", request -> request).statusCode())
                .isEqualTo(404);
        assertThat(Http.send("/assets/..%2Flayout.html", request -> request).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/agents, 'GET, HEAD, POST'",
        "POST, /api/executions, 'GET, HEAD'",
        "PUT, /api/agents/00bab7b6-6335-4359-96b4-f48f3460b610, 'GET, HEAD, PATCH'",
        "PATCH, /api/queue, 'GET, HEAD'",
        "GET, /logout, POST",
        "DELETE, /login, 'GET, HEAD, POST'"
    })
    void otherMethodsAre405(String method, String path, String allowed) {
        HttpResponse<String> response = Http.send(path, request -> request.header("Authorization", "Bearer " + TOKEN)
                .method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/api", "/api/", "/api/nothing", "/api/agents/a/b", "/nothing", "/Execution_History/a/b", "/favicon.ico"
    })
    void unknownPathsAre404(String path) {
        HttpResponse<String> response = Http.get(path, TOKEN);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void theApiTakesJsonOnly() {
        String path = "/api/agents/" + RunningProgram.shared().demo("AGENT_ID");
        for (String type :
                List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain")) {
            HttpResponse<String> response =
                    Http.send(path, request -> request.header("Authorization", "Bearer " + TOKEN)
                            .header("Content-Type", type)
                            .method("PATCH", BodyPublishers.ofString("status=paused")));
            assertThat(response.statusCode()).as(type).isEqualTo(415);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET  | /api/executions?issue_key=%F0%28%8C%BC | text/plain; charset=nope
                    GET  | /api/executions?=&&==&limit            | application/x-www-form-urlencoded
                    GET  | /api/executions?CamelSqlQuery=x        | application/json
                    GET  | /api/executions//                      | application/json
                    GET  | /./api/executions                      | application/json
                    GET  | /Execution_History?issue_key='%22%3E   | multipart/form-data
                    GET  | /Execution_History?cursor=%00          | application/json
                    GET  | /login?code=%00&next=%0d%0aSet-Cookie:x | application/json
                    GET  | /Execution_History?from=9999-12-31&to=0000-01-01 | application/json
                    POST | /login                                 | application/x-www-form-urlencoded
                    POST | /logout                                | application/x-www-form-urlencoded; charset=nope
                    PATCH | /api/agents/00bab7b6-6335-4359-96b4-f48f3460b610 | application/json; charset=nope""")
    void uglyRequestsAreAnsweredAndNeverWith500(String method, String path, String type) {
        HttpResponse<String> response = Http.send(path, request -> request.header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString("%zz=&&=\u0000")));

        assertThat(response.statusCode()).as(response.body()).isLessThan(500);
    }

    @Test
    void aBrowserGetsProblemsAsPages() {
        HttpResponse<String> response = Http.send(
                "/Execution_History/" + UUID.randomUUID(),
                request -> request.header("Authorization", "Bearer " + TOKEN).header("Accept", "text/html,*/*"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(response.body()).contains("<h1>Not found</h1>");
    }

    @Test
    void theStartPageLeadsToTheExecutions() {
        HttpResponse<String> response = Http.send("/", request -> request);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).hasValue("/Execution_History");
    }

    @Test
    void theDescriptionNamesExactlyTheRoutesThatThereAre() throws IOException {
        JsonNode description = Http.json(Http.send("/api/openapi.json", request -> request));
        Set<String> described = new TreeSet<>();
        description.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(description.path("openapi").asText()).startsWith("3.1");
        assertThat(described).isEqualTo(routes());
    }

    private static Set<String> routes() throws IOException {
        Set<String> routes = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("routes", "api"))) {
            for (Path file : files.toList()) {
                String yaml = Files.readString(file);
                for (String method : value(yaml, "httpMethodRestrict").split(",", -1)) {
                    if (!method.equals("HEAD")) {
                        routes.add(method + " " + value(yaml, "path"));
                    }
                }
            }
        }
        return routes;
    }

    private static String value(String yaml, String key) {
        Matcher matcher = Pattern.compile(key + ": (\\S+)").matcher(yaml);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    @Test
    void whatTicketsAndTokensAreCalledIsEscaped() {
        UUID tenant = Seeds.tenant();
        UUID agent = Seeds.agent(tenant, "<b>&\"'");
        UUID id = Seeds.execution(tenant, agent)
                .key("\"><script>x</script>")
                .status("failed")
                .error("{\"reason\":\"<u>\",\"message\":\"</p><script>x</script>\"}")
                .payload("</pre><script>x</script>")
                .insert();
        String token = Seeds.token("operator", tenant);

        for (String path : List.of(
                "/Execution_History",
                "/Execution_History/" + id,
                "/Agents",
                "/Execution_History?issue_key=%22%3E%3Cscript%3Ex")) {
            assertThat(Http.get(path, token).body())
                    .as(path)
                    .doesNotContain("<script>x")
                    .doesNotContain("<b>&")
                    .doesNotContain("<u>");
        }
    }
}
