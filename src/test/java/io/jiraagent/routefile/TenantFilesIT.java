package io.jiraagent.routefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.RoutesCopy;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.StubJira;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants and agents that come, change and go by their files while the program runs. */
class TenantFilesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static RoutesCopy routes;
    private static RunningProgram program;
    private static Executions executions;
    private static TestAgents agents;

    @BeforeAll
    static void start() {
        routes = RoutesCopy.in(folder.resolve("routes"));
        program = RunningProgram.start(
                folder.resolve("data"), Map.of("ROUTES_DIR", routes.folder().toString()));
        executions = new Executions(program);
        agents = new TestAgents(program);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static String name(TestAgent agent) {
        return "t-" + agent.tenantId();
    }

    private static String body(String key, String type) {
        return body(key, type, "x");
    }

    private static String body(String key, String type, String custom) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(WebhookClient.body(key, "A summary"));
            ((ObjectNode) body.path("issue").path("fields"))
                    .put("customfield_1", custom)
                    .putObject("issuetype")
                    .put("name", type);
            return body.toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode api(String path) {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(program.url(path))
                        .header("Authorization", "Bearer " + program.demo("ADMIN_TOKEN"))
                        .build())
                .json();
    }

    private static JsonNode state(String tenant) {
        for (JsonNode item : api("/api/tenants").path("items")) {
            if (item.path("name").asText().equals(tenant)) {
                return item;
            }
        }
        throw new AssertionError("No tenant " + tenant);
    }

    /** Saves a tenant's file and returns when it runs. */
    private static void save(String tenant, String text) {
        String before = state(tenant).path("loaded_at").asText();
        routes.write("tenants/" + tenant, text);
        await("the file of " + tenant + " to be in use")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(20))
                .until(() -> !state(tenant).path("loaded_at").asText().equals(before));
    }

    private static String file(String tenant, String... rules) {
        return """
                - templatedRoute:
                    routeTemplateRef: tenant-intake
                    routeId: TENANT-intake
                    parameters:
                      - name: tenant
                        value: TENANT
                """.replace("TENANT", tenant) + String.join("", rules).replace("TENANT", tenant);
    }

    private static String rule(String id, String... parameters) {
        StringBuilder rule = new StringBuilder("""
                - templatedRoute:
                    routeTemplateRef: tenant-agent
                    routeId: TENANT-%s
                """.formatted(id));
        rule.append(parameters.length == 0 ? "" : "    parameters:\n");
        for (int i = 0; i < parameters.length; i += 2) {
            rule.append("      - name: ").append(parameters[i]).append('\n');
            rule.append("        value: ").append(parameters[i + 1]).append('\n');
        }
        return rule.toString();
    }

    private static String route(String id, String direct, String steps) {
        return """
                - route:
                    id: TENANT-%s
                    from:
                      uri: direct:%s
                      steps:
                %s""".formatted(id, direct, steps.indent(8));
    }

    /** An agent of the tenant's own that takes its time and says which version it is. */
    private static String slowAgent(String version, int millis) {
        return route("slow", "agent-TENANT-slow", """
                - delay:
                    expression:
                      constant:
                        expression: %d
                - setBody:
                    expression:
                      constant:
                        expression: '{"version": "%s"}'
                """.formatted(millis, version));
    }

    private static JsonNode result(UUID id) {
        Map<String, Object> row = executions.ended(id);
        assertThat(row).as(row.toString()).containsEntry("status", "completed");
        try {
            return JSON.readTree((String) row.get("result"));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long topicEnd(String tenant) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS")))) {
            var partition = new org.apache.kafka.common.TopicPartition("agent-executions." + tenant, 0);
            return admin.listOffsets(Map.of(partition, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNewTenantIsOneCopiedFileWithFourLinesChanged() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        List<String> lines =
                new ArrayList<>(routes.read("tenants/_example").lines().toList());
        int changed = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches(".*# \\d\\. .*")) {
                lines.set(i, lines.get(i).replace("example", tenant).replace("Bug, Incident", "Story"));
                changed++;
            }
        }
        assertThat(changed).isEqualTo(4);

        save(tenant, String.join("\n", lines));
        UUID story = agent.post(body("NEW-1", "Story")).executionId();
        UUID bug = agent.post(body("NEW-2", "Bug")).executionId();

        assertThat(result(story).path("issue").path("key").asText()).isEqualTo("NEW-1");
        assertThat(result(bug).path("filtered").asBoolean()).isTrue();
        assertThat(result(bug).path("reason").asText())
                .isEqualTo("No rule of tenants/" + tenant + ".camel.yaml is for this event: " + tenant
                        + "-bugs wants issue type Story, got Bug");
        await("events to go to the tenant's own topic").until(() -> {
            agent.post(body("NEW-3", "Story"));
            return topicEnd(tenant) > 1;
        });
        assertThat(state(tenant).path("error").isNull()).isTrue();
    }

    private static JsonNode comment(UUID id) {
        assertThat(result(id).isObject()).isTrue();
        return api("/api/executions/" + id).path("comment");
    }

    private static void connect(TestAgent agent, StubJira jira, String mode) {
        int status = new WebhookClient(program)
                .send(HttpRequest.newBuilder(program.url("/api/tenants/" + agent.tenantId() + "/jira"))
                        .header("Authorization", "Bearer " + program.demo("ADMIN_TOKEN"))
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                """
                                {"base_url": "%s", "user": "%s", "token": "%s", "mode": "%s"}""".formatted(jira.url(), StubJira.USER, StubJira.TOKEN, mode)))
                        .header("Content-Type", "application/json")
                        .build())
                .status();
        assertThat(status).isEqualTo(200);
    }

    @Test
    void aRuleSaysWhetherItsResultsAreToldInJira() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(
                tenant,
                file(
                        tenant,
                        rule("silent", "projects", "QUIET", "comment", "\"off\""),
                        rule("rest", "projects", "LOUD", "comment", "\"on\"")));
        try (StubJira jira = new StubJira("QUIET-1", "LOUD-1", "LOUD-2")) {
            connect(agent, jira, "on");
            UUID quiet = agent.post(body("QUIET-1", "Bug")).executionId();
            UUID loud = agent.post(body("LOUD-1", "Bug")).executionId();
            await("the comment of the rule that wants one")
                    .untilAsserted(() ->
                            assertThat(comment(loud).path("state").asText()).isEqualTo("sent"));

            assertThat(comment(quiet).isMissingNode()).isTrue();
            assertThat(jira.comments("LOUD-1")).hasSize(1);
            assertThat(jira.comments("QUIET-1")).isEmpty();

            connect(agent, jira, "off");
            UUID byRule = agent.post(body("LOUD-2", "Bug")).executionId();
            await("the comment that only the rule wants")
                    .untilAsserted(() ->
                            assertThat(comment(byRule).path("state").asText()).isEqualTo("sent"));
            assertThat(jira.complaints()).isEmpty();
        }
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(
                tenant,
                file(
                        tenant,
                        rule("urgent", "projects", "URG", "agent", "TENANT-slow"),
                        rule("rest", "events", "jira:issue_created"),
                        slowAgent("own", 0)));

        assertThat(result(agent.post(body("URG-1", "Bug")).executionId())
                        .path("version")
                        .asText())
                .isEqualTo("own");
        assertThat(result(agent.post(body("OTHER-1", "Bug")).executionId())
                        .path("issue")
                        .path("key")
                        .asText())
                .isEqualTo("OTHER-1");
    }

    @Test
    void fieldsComeFromWhereTheRuleSaysAndHooksHaveTheLastWord() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(
                tenant,
                file(
                        tenant,
                        rule(
                                "all",
                                "fields",
                                "'description=/issue/fields/customfield_1, priority=/issue/fields/nowhere'",
                                "before",
                                "TENANT-before",
                                "after",
                                "TENANT-after"),
                        route("before", "TENANT-before", """
                                - setBody:
                                    expression:
                                      simple:
                                        expression: '{"labels": ["seen"], "summary": "${body.issue.key}"}'
                                """),
                        route("after", "TENANT-after", """
                                - setBody:
                                    expression:
                                      simple:
                                        expression: '{"said": "${body[issue][description]}", "of": "${body[issue][summary]}", "labels": "${body[issue][labels]}"}'
                                """)));

        JsonNode result =
                result(agent.post(body("HOOK-1", "Bug", "from a custom field")).executionId());

        assertThat(result.path("said").asText()).isEqualTo("from a custom field");
        assertThat(result.path("of").asText()).isEqualTo("HOOK-1");
        assertThat(result.path("labels").asText()).isEqualTo("[seen]");
    }

    @Test
    void whatIsUnderWayEndsOnTheRoutesItBeganOn() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        String after = route("after", "TENANT-after", """
                - setBody:
                    expression:
                      simple:
                        expression: '{"version": "${body[version]}", "after": "VERSION"}'
                """);
        String rule = rule("all", "agent", "TENANT-slow", "after", "TENANT-after");
        save(tenant, file(tenant, rule, slowAgent("first", 6000), after.replace("VERSION", "first")));
        UUID underWay = agent.post(body("WAY-1", "Bug")).executionId();
        await().until(() -> executions.rows(underWay).stream()
                .anyMatch(row -> row.get("status").equals("in_progress")));

        save(tenant, file(tenant, rule("all", "agent", "TENANT-slow"), slowAgent("second", 0)));
        UUID next = agent.post(body("WAY-2", "Bug")).executionId();

        assertThat(result(next).path("version").asText()).isEqualTo("second");
        assertThat(executions.rows(underWay).get(0)).containsEntry("status", "in_progress");
        assertThat(result(underWay).toString()).isEqualTo("{\"after\":\"first\",\"version\":\"first\"}");
        assertThat(executions.rows(underWay).get(0)).containsEntry("attempt", 1);
    }

    @Test
    void aFileWithAMistakeChangesNothingAndSaysWhatItIs() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(tenant, file(tenant, rule("all", "agent", "TENANT-slow"), slowAgent("good", 0)));
        String loadedAt = state(tenant).path("loaded_at").asText();

        routes.write("tenants/" + tenant, file(tenant, rule("all", "agnet", "TENANT-slow"), slowAgent("bad", 0)));
        await().atMost(TWO_SECONDS.multipliedBy(5))
                .until(() -> !state(tenant).path("error").isNull());

        assertThat(state(tenant).path("error").path("what").asText()).contains("has no parameter 'agnet'");
        assertThat(state(tenant).path("error").path("line").asInt()).isEqualTo(11);
        assertThat(state(tenant).path("loaded_at").asText()).isEqualTo(loadedAt);
        assertThat(result(agent.post(body("GOOD-1", "Bug")).executionId())
                        .path("version")
                        .asText())
                .isEqualTo("good");
        assertThat(management("/observe/health/ready"))
                .contains("\"status\":\"UP\"")
                .contains(tenant + ".camel.yaml:11: ")
                .contains("agnet");
        assertThat(management("/observe/metrics")).containsPattern("jira_agent_route_file_errors [1-9]");

        save(tenant, file(tenant, rule("all", "agent", "TENANT-slow"), slowAgent("mended", 0)));
        assertThat(state(tenant).path("error").isNull()).isTrue();
        assertThat(result(agent.post(body("GOOD-2", "Bug")).executionId())
                        .path("version")
                        .asText())
                .isEqualTo("mended");
    }

    private static String management(String path) {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(java.net.URI.create(program.managementUrl() + path))
                        .build())
                .body();
    }

    @Test
    void workThatIsQueuedWhenTheFileGoesIsDoneByTheAgentItself() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(tenant, file(tenant, rule("none", "projects", "NONE")));
        agents.sql("UPDATE agents SET concurrency = 1 WHERE id = :id", agent.id());
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(agent.post(body("LEFT-" + i, "Bug")).executionId());
        }

        routes.delete("tenants/" + tenant);
        await().until(() -> state(tenant).path("file").isNull());
        for (int i = 0; i < 5; i++) {
            ids.add(agent.post(body("LATER-" + i, "Bug")).executionId());
        }

        ids.forEach(id -> assertThat(executions.ended(id)).containsEntry("status", "completed"));
        assertThat(result(ids.get(24)).path("issue").path("key").asText()).isEqualTo("LATER-4");
    }

    @Test
    void aKindOfAgentComesChangesAndGoesByItsFile() {
        TestAgent agent = agents.create("made-here");
        UUID early = agent.post(body("KIND-1", "Bug")).executionId();
        await().until(() ->
                "agent_route_missing".equals(executions.rows(early).get(0).get("reason")));

        routes.write("agents/made-here", agentFile("one", 3000));

        assertThat(result(early).path("version").asText()).isEqualTo("one");
        UUID underWay = agent.post(body("KIND-2", "Bug")).executionId();
        await().until(() -> executions.rows(underWay).stream()
                .anyMatch(row -> row.get("status").equals("in_progress")));
        routes.write("agents/made-here", agentFile("two", 0));
        await().atMost(TWO_SECONDS.multipliedBy(5))
                .until(() -> result(agent.post(body("KIND-3", "Bug")).executionId())
                        .path("version")
                        .asText()
                        .equals("two"));
        assertThat(result(underWay).path("version").asText()).isEqualTo("one");
    }

    private static String agentFile(String version, int millis) {
        return slowAgent(version, millis)
                .replace("id: TENANT-slow", "id: agent-made-here")
                .replace("agent-TENANT-slow", "agent-made-here");
    }

    @Test
    void anAgentOfOnesOwnIsTheExampleWithAnotherName() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(200, "{\"advice\":\"restart it\"}"))) {
            routes.write(
                    "agents/adviser",
                    routes.read("agents/_example")
                            .replace("agent-example", "agent-adviser")
                            .replaceAll("\"\\{\\{env:EXAMPLE_URL.*\"", service.url("/advice")));
            TestAgent agent = agents.create("adviser");

            UUID id = agent.post(body("OWN-1", "Bug")).executionId();

            assertThat(result(id).path("advice").asText()).isEqualTo("restart it");
            FakeAgent.Request request = service.requests().get(0);
            assertThat(request.line()).isEqualTo("POST /advice HTTP/1.1");
            assertThat(request.headers()).containsEntry("idempotency-key", id.toString());
            assertThat(new String(request.body(), StandardCharsets.UTF_8))
                    .contains("\"execution_id\":\"" + id + "\"", "\"key\":\"OWN-1\"");
        }
    }

    @Test
    void aRuleTriesAgainAsOftenAsItSays() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(503, "{}"))) {
            TestAgent agent =
                    agents.create(TestAgents.Setup.http(service.url("/")).attempts(9));
            String tenant = name(agent);
            save(tenant, file(tenant, rule("all", "maxAttempts", "2", "firstRetry", "10ms", "longestRetry", "20ms")));

            Map<String, Object> row =
                    executions.ended(agent.post(body("TRY-1", "Bug")).executionId());

            assertThat(row).containsEntry("reason", "agent_unavailable").containsEntry("attempt", 2);
            assertThat(service.requests()).hasSize(2);
        }
    }

    @Test
    void anAgentThatHasAnsweredIsNotAskedAgainWhenTheRouteBehindItFails() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(200, "{}"))) {
            TestAgent agent = agents.create(TestAgents.Setup.http(service.url("/")));
            String tenant = name(agent);
            save(tenant, file(tenant, rule("all", "after", "TENANT-after"), route("after", "TENANT-after", """
                    - to:
                        uri: sql
                        parameters:
                          query: select nonsense
                    """)));

            Map<String, Object> row =
                    executions.ended(agent.post(body("ONCE-1", "Bug")).executionId());

            assertThat(row).containsEntry("status", "failed").containsEntry("reason", "outcome_unknown");
            assertThat(service.requests()).hasSize(1);
        }
    }

    @Test
    void aLaterAnswerGoesThroughTheRestOfTheRuleAndNothingBeforeItIsRepeated() {
        try (LaterAgent service = new LaterAgent()) {
            TestAgent agent = agents.create(TestAgents.Setup.http(service.url()));
            String tenant = name(agent);
            String after = route("after", "TENANT-after", """
                    - setBody:
                        expression:
                          simple:
                            expression: '{"said": "${body[says]}"}'
                    """);
            String rule = rule("all", "before", "TENANT-before", "after", "TENANT-after");
            save(tenant, file(tenant, rule, after, route("before", "TENANT-before", """
                    - setBody:
                        expression:
                          constant:
                            expression: '{"summary": "prepared"}'
                    """)));
            UUID id = agent.post(body("REST-1", "Bug")).executionId();
            LaterAgent.Task task = service.task(id);
            save(tenant, file(tenant, rule, after, route("before", "TENANT-before", """
                    - to:
                        uri: sql
                        parameters:
                          query: select nonsense
                    """)));

            assertThat(task.answer("{\"says\":\"yes\"}").status()).isEqualTo(200);

            assertThat(result(id).path("said").asText()).isEqualTo("yes");
            assertThat(service.asked()).isEqualTo(1);
        }
    }

    @Test
    void aLaterAnswerIsNotAskedForAgainWhenTheRouteBehindItFails() {
        try (LaterAgent service = new LaterAgent()) {
            TestAgent agent = agents.create(TestAgents.Setup.http(service.url()));
            String tenant = name(agent);
            save(tenant, file(tenant, rule("all", "after", "TENANT-after"), route("after", "TENANT-after", """
                    - to:
                        uri: sql
                        parameters:
                          query: select nonsense
                    """)));
            UUID id = agent.post(body("ONCE-2", "Bug")).executionId();

            service.task(id).answer("{}");

            assertThat(executions.ended(id))
                    .containsEntry("status", "failed")
                    .containsEntry("reason", "outcome_unknown");
            assertThat(service.asked()).isEqualTo(1);
        }
    }

    @Test
    void aTenantRunsNoMoreAtTheSameTimeThanItsFileSays() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(
                tenant,
                file(tenant, rule("all", "agent", "TENANT-slow"), slowAgent("one", 1500))
                        .replaceFirst(
                                "value: " + tenant,
                                "value: " + tenant + "\n      - name: concurrency\n        value: 2"));
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(agent.post(body("ROOM-" + i, "Bug")).executionId());
        }

        List<Long> running = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    running.add(count(agent, "in_progress"));
                    return count(agent, "completed") == ids.size();
                });

        assertThat(running).contains(2L).allMatch(count -> count <= 2);
    }

    private static long count(TestAgent agent, String status) {
        return program.jdbc()
                .sql("SELECT count(*) FROM agent_test_executions WHERE agent_id = :agent AND status = :status")
                .param("agent", agent.id())
                .param("status", status)
                .query(Long.class)
                .single();
    }

    @Test
    void aRuleMayBeForOneAgentOnlyAndAnUnknownOneIsRefused() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(tenant, file(tenant, rule("one", "for", "Test", "agent", "TENANT-slow"), slowAgent("for", 0)));
        assertThat(result(agent.post(body("FOR-1", "Bug")).executionId())
                        .path("version")
                        .asText())
                .isEqualTo("for");

        routes.write(
                "tenants/" + tenant,
                file(tenant, rule("one", "for", "Later", "agent", "TENANT-slow"), slowAgent("for", 0)));
        await().until(() -> !state(tenant).path("error").isNull());
        assertThat(state(tenant).path("error").path("what").asText())
                .isEqualTo("The parameter 'for' is 'Later', and the tenant has no agent of that name");

        agents.sql("UPDATE agents SET name = 'Later' WHERE id = :id", agent.id());
        await("the file to be taken over when the agent is there")
                .until(() -> state(tenant).path("error").isNull());
    }

    @Test
    void aTenantMayBeRegisteredAfterItsFile() {
        String tenant = "late-" + UUID.randomUUID();
        routes.write("tenants/" + tenant, file(tenant, rule("all")));
        await().until(() -> api("/api/tenants").toString().contains(tenant));
        assertThat(state(tenant).path("id").isNull()).isTrue();
        assertThat(state(tenant).path("error").path("severity").asText()).isEqualTo("warning");
        assertThat(state(tenant).path("loaded_at").isNull()).isFalse();

        program.jdbc()
                .sql("INSERT INTO tenants (id, name) VALUES (:id, :name)")
                .param("id", UUID.randomUUID())
                .param("name", tenant)
                .update();

        await().until(() -> state(tenant).path("error").isNull());
        assertThat(state(tenant).path("id").isNull()).isFalse();
    }

    @Test
    void aChangedTemplateChangesTheRoutesOfAllTenants() {
        TestAgent agent = agents.create("echo");
        String tenant = name(agent);
        save(tenant, file(tenant, rule("all")));
        String before = routes.read("templates/tenant-agent");

        routes.write("templates/tenant-agent", before.stripTrailing() + """

                          - setBody:
                              expression:
                                constant:
                                  expression: '{"by": "the changed template"}'
                """);
        try {
            await().until(() -> result(agent.post(body("TPL-1", "Bug")).executionId())
                    .path("by")
                    .asText()
                    .equals("the changed template"));
        } finally {
            routes.write("templates/tenant-agent", before);
        }
        await().until(() -> result(agent.post(body("TPL-2", "Bug")).executionId())
                .path("issue")
                .path("key")
                .asText()
                .equals("TPL-2"));
    }
}
