package io.jiraagent.registry;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls every operation that the program has, as its description and its pages list them, with the things of one tenant
 * and the tokens of another. An operation that is added is called as well; one that takes a body, or names a new kind of
 * thing, has to be entered here.
 */
class TenancySweepIT {
    private static final String MARK = "Confidential";

    /** What to send to operations that take a body; values in braces are the other tenant's. */
    static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/agents", "{\"tenant_id\":\"{tenant_id}\",\"name\":\"Planted\",\"kind\":\"echo\"}"),
            Map.entry("PATCH /api/agents/{agent_id}", "{\"status\":\"active\"}"),
            Map.entry("POST /api/agents/{agent_id}/rotate-secret", "{\"valid_for\":\"0s\"}"),
            Map.entry("POST /api/agents/{agent_id}/rotate-token", ""),
            Map.entry("POST /api/agents/{agent_id}/test", ""),
            Map.entry("POST /api/agents/{agent_id}/try", "{\"summary\":\"x\"}"),
            Map.entry("POST /Agents/{agent_id}/try", "summary=x&confirmed=yes"),
            Map.entry("POST /api/agents/{agent_id}/listening", "{\"minutes\":5}"),
            Map.entry("POST /Agents/{agent_id}/listening", "minutes=5&confirmed=yes"),
            Map.entry("POST /Agents/{agent_id}/token", "confirmed=yes"),
            Map.entry("POST /api/tenants", "{\"name\":\"planted\"}"),
            Map.entry("PATCH /api/tenants/{tenant_id}", "{\"daily_runs\":1}"),
            Map.entry("PUT /api/tenants/{tenant_id}/jira", "{\"mode\":\"on\"}"),
            Map.entry("DELETE /api/tenants/{tenant_id}/jira", ""),
            Map.entry("POST /api/executions/{execution_id}/comment", ""),
            Map.entry("POST /api/executions/{execution_id}/result", "{}"),
            Map.entry("POST /Execution_History/{execution_id}/comment", "confirmed=yes"),
            Map.entry("POST /api/dead-letters/{execution_id}/replay", ""),
            Map.entry("POST /api/dead-letters/{execution_id}/discard", "{\"reason\":\"x\"}"),
            Map.entry("POST /api/dead-letters/replay", "{\"filter\":{\"tenant_id\":\"{tenant_id}\"}}"),
            Map.entry("POST /Agents/{agent_id}/status", "status=active&confirmed=yes"),
            Map.entry("POST /Agents/{agent_id}/test", "confirmed=yes"),
            Map.entry("POST /Dead_Letters/{execution_id}/replay", "confirmed=yes"),
            Map.entry("POST /Dead_Letters/{execution_id}/discard", "reason=x&confirmed=yes"),
            Map.entry("POST /Dead_Letters/replay", "agent_id={agent_id}&confirmed=yes"),
            Map.entry("POST /api/dead-letters/replays/{replay_id}/cancel", ""),
            Map.entry("POST /Dead_Letters/replays/{replay_id}/cancel", "confirmed=yes"));

    /**
     * What operations that change something answer to an administrator of another tenant: those that name no thing in their
     * path, and one that takes no tokens of the API.
     */
    private static final Map<String, Integer> ANSWERS = Map.of(
            "POST /api/executions/{execution_id}/result", 401,
            "POST /api/agents", 404,
            "POST /api/tenants", 403,
            "POST /api/dead-letters/replay", 200,
            "POST /Dead_Letters/replay", 303);

    /** Nobody's: what these answer depends on no tenant. */
    private static final Set<String> WITHOUT_TENANT = Set.of(
            "GET /api/openapi.json",
            "GET /",
            "GET /login",
            "GET /login/oidc",
            "GET /login/oidc/callback",
            "POST /login",
            "POST /logout",
            "GET /assets/{file}");

    private static final List<String> FILTERS = List.of("agent_id", "tenant_id", "issue_key");

    private Map<String, String> theirs;
    private UUID stranger;

    @BeforeEach
    void thingsOfATenantAndAStranger() {
        UUID tenant = Seeds.tenant();
        UUID agent = Seeds.agent(tenant, MARK + " agent");
        UUID execution = Seeds.execution(tenant, agent)
                .key("CONFIDENTIAL-1")
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"" + MARK + "\"}")
                .insert();
        Seeds.execution(tenant, agent).key("CONFIDENTIAL-2").status("queued").insert();
        Seeds.rejected(tenant, agent, "invalid_signature");
        Seeds.jiraSite(tenant, "https://" + MARK.toLowerCase(Locale.ROOT) + ".example", MARK);
        stranger = Seeds.tenant();
        theirs = Map.of(
                "tenant_id", tenant.toString(),
                "agent_id", agent.toString(),
                "execution_id", execution.toString(),
                "replay_id", Seeds.bulkReplay(tenant, execution).toString(),
                "issue_key", "CONFIDENTIAL-1");
    }

    static List<String> operations() throws IOException {
        List<String> operations = new ArrayList<>();
        JsonNode description = Http.json(Http.send("/api/openapi.json", request -> request));
        description.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        try (Stream<Path> files = Files.list(Path.of("routes", "pages"))) {
            for (Path file : files.sorted().toList()) {
                String yaml = Files.readString(file);
                operations.add(value(yaml, "httpMethodRestrict").split(",", 2)[0] + " " + value(yaml, "path"));
            }
        }
        operations.removeAll(WITHOUT_TENANT);
        return operations;
    }

    private static String value(String yaml, String key) {
        Matcher matcher = Pattern.compile("\\n +" + key + ": (\\S+)").matcher(yaml);
        assertThat(matcher.find()).as(key).isTrue();
        return matcher.group(1);
    }

    static String fill(String template, Map<String, String> ids) {
        Matcher names = Pattern.compile("\\{(\\w+)}").matcher(template);
        return names.replaceAll(name -> {
            assertThat(ids)
                    .as("things that paths name; enter the new kind in this test")
                    .containsKey(name.group(1));
            return ids.get(name.group(1));
        });
    }

    private static HttpResponse<String> call(String operation, Map<String, String> ids, String query, String token) {
        String method = operation.split(" ", 2)[0];
        String path = operation.split(" ", 2)[1];
        String media = path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
        if (!method.equals("GET")) {
            assertThat(BODIES)
                    .as("bodies to send; enter the new operation in this test")
                    .containsKey(operation);
        }
        String body = method.equals("GET") ? "" : fill(BODIES.get(operation), ids);
        return Http.send(fill(path, ids) + query, request -> request.header("Authorization", "Bearer " + token)
                .header("Content-Type", media)
                .method(method, BodyPublishers.ofString(body)));
    }

    /** Everything of the other tenant in the database, but what the dead-letter route notes by itself. */
    private Map<String, Object> everythingOfTheirs() {
        Map<String, Object> rows = new LinkedHashMap<>();
        for (String table : List.of(
                "tenants",
                "agents",
                "agent_test_executions",
                "rejected_requests",
                "audit_log",
                "jira_sites",
                "jira_comments",
                "bulk_replays")) {
            String column = table.equals("tenants") ? "id" : "tenant_id";
            rows.put(
                    table,
                    RunningProgram.shared()
                            .jdbc()
                            .sql("SELECT (to_jsonb(t) - 'next_attempt_at' - 'dead_lettered_at')::text AS row FROM "
                                    + table + " t WHERE " + column + " = :tenant ORDER BY 1")
                            .param("tenant", UUID.fromString(theirs.get("tenant_id")))
                            .query(String.class)
                            .list());
        }
        return rows;
    }

    private static Map<String, String> nobodys() {
        return Map.of(
                "tenant_id", UUID.randomUUID().toString(),
                "agent_id", UUID.randomUUID().toString(),
                "execution_id", UUID.randomUUID().toString(),
                "replay_id", UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void showsAndChangesNothingOfAnotherTenant(String operation) {
        Map<String, Object> before = everythingOfTheirs();
        String admin = Seeds.token("admin", stranger);

        HttpResponse<String> response = call(operation, theirs, "", admin);

        if (operation.contains("{")) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(ANSWERS.getOrDefault(operation, 404));
        } else if (!operation.startsWith("GET")) {
            assertThat(ANSWERS)
                    .as("answers; enter the new operation in this test")
                    .containsKey(operation);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(ANSWERS.get(operation));
        } else {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            for (String filter : FILTERS) {
                assertTellsNothing(call(operation, theirs, "?" + filter + "=" + theirs.get(filter), admin));
            }
        }
        assertTellsNothing(response);
        assertThat(everythingOfTheirs()).isEqualTo(before);
    }

    private void assertTellsNothing(HttpResponse<String> response) {
        assertThat(response.statusCode()).isIn(200, 303, 400, 401, 403, 404);
        // A page shows again what was entered as a filter; that is not to be taken for an answer.
        String told = response.body().replaceAll("value=\"[^\"]*\"", "").replaceAll("href=\"[^\"]*\"", "");
        assertThat(told).doesNotContain(MARK).doesNotContain("CONFIDENTIAL-2");
        if (response.headers().firstValue("Content-Type").orElse("").contains("json")) {
            theirs.forEach((name, value) -> assertThat(response.body()).as(name).doesNotContain(value));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anothersThingIsAnsweredAsOneThatDoesNotExist(String operation) {
        for (String role : List.of("viewer", "operator", "admin")) {
            String token = Seeds.token(role, stranger);

            HttpResponse<String> another = call(operation, theirs, "", token);
            HttpResponse<String> none = call(operation, nobodys(), "", token);

            assertThat(another.statusCode()).as(role).isEqualTo(none.statusCode());
            if (operation.contains("{")) {
                assertThat(another.body()).as(role).isEqualTo(none.body());
            }
        }
    }

    @Test
    void thisTestNamesOnlyOperationsThatThereAre() throws IOException {
        List<String> all = operations();

        assertThat(all).containsAll(BODIES.keySet()).containsAll(ANSWERS.keySet());
        assertThat(all).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theTenantsOwnAdministratorIsNotTurnedAway(String operation) {
        if (operation.startsWith("GET")) {
            HttpResponse<String> own =
                    call(operation, theirs, "", Seeds.token("admin", UUID.fromString(theirs.get("tenant_id"))));

            assertThat(own.statusCode()).as("or the sweep would prove nothing").isEqualTo(200);
        }
    }
}
