package io.jiraagent.routefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.RoutesCopy;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files change while events come in: nothing is refused, fails, is tried twice or waits for it. */
class TenantFilesUnderLoadIT {
    private static final int CHANGES = 12;

    @TempDir
    private static Path folder;

    private static RoutesCopy routes;
    private static RunningProgram program;
    private static TestAgents agents;

    private final AtomicBoolean posting = new AtomicBoolean(true);
    private final Queue<WebhookClient.Answer> answers = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        routes = RoutesCopy.in(folder.resolve("routes"));
        program = RunningProgram.start(
                folder.resolve("data"), Map.of("ROUTES_DIR", routes.folder().toString()));
        agents = new TestAgents(program);
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static String name(TestAgent agent) {
        return "t-" + agent.tenantId();
    }

    /** A rule whose hooks say which version they are; all three have to be of one. */
    private static String file(String tenant, int version, int consumers) {
        return """
                - templatedRoute:
                    routeTemplateRef: tenant-intake
                    routeId: TENANT-intake
                    parameters:
                      - name: tenant
                        value: TENANT
                      - name: consumers
                        value: "CONSUMERS"
                - templatedRoute:
                    routeTemplateRef: tenant-agent
                    routeId: TENANT-all
                    parameters:
                      - name: before
                        value: TENANT-before
                      - name: after
                        value: TENANT-after
                - route:
                    id: TENANT-before
                    from:
                      uri: direct:TENANT-before
                      steps:
                        - setBody:
                            expression:
                              constant:
                                expression: '{"summary": "VERSION"}'
                - route:
                    id: TENANT-after
                    from:
                      uri: direct:TENANT-after
                      steps:
                        - setBody:
                            expression:
                              simple:
                                expression: '{"before": "${body[summary]}", "after": "VERSION", "agent": "${body[version]}"}'
                """.replace("TENANT", tenant)
                .replace("VERSION", "v" + version)
                .replace("CONSUMERS", Integer.toString(consumers));
    }

    /** Takes a moment, so that most changes meet it at work. */
    private static String agentFile(int version) {
        return """
                - route:
                    id: agent-changing
                    from:
                      uri: direct:agent-changing
                      steps:
                        - delay:
                            expression:
                              constant:
                                expression: 300
                        - setBody:
                            expression:
                              simple:
                                expression: '{"summary": "${body.issue.summary}", "version": "aVERSION"}'
                """.replace("VERSION", Integer.toString(version));
    }

    private static Set<String> consumersOf(String tenant) {
        String group = "jira-agent-workers." + tenant;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", program.demo("KAFKA_BROKERS")))) {
            return admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ExecutionException e) {
            return Set.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void post(TestAgent agent) {
        for (int i = 0; posting.get(); i++) {
            answers.add(agent.post(WebhookClient.body("LOAD-" + i, "from the payload")));
        }
    }

    private List<Map<String, Object>> rows(TestAgent agent) {
        return program.jdbc()
                .sql("SELECT id, status, attempt, result ->> 'before' AS before, result ->> 'after' AS after,"
                        + " result ->> 'agent' AS agent, error ->> 'reason' AS reason"
                        + " FROM agent_test_executions WHERE agent_id = :id"
                        + " ORDER BY seq")
                .param("id", agent.id())
                .query()
                .listOfRows();
    }

    private static void awaitVersion(TestAgent agent, String column, String version) {
        UUID id = agent.post(WebhookClient.body("PROBE-1", "x")).executionId();
        await("version " + version)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> program.jdbc()
                        .sql("SELECT status FROM agent_test_executions WHERE id = :id")
                        .param("id", id)
                        .query(String.class)
                        .optional()
                        .filter("completed"::equals)
                        .isPresent());
        assertThat(program.jdbc()
                        .sql("SELECT result ->> '" + column + "' FROM agent_test_executions WHERE id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo(version);
    }

    @Test
    void changesDisturbNobody() throws InterruptedException {
        routes.write("agents/changing", agentFile(0));
        TestAgent changing = agents.create("changing");
        TestAgent other = agents.create("changing");
        TestAgent withoutFile = agents.create("changing");
        routes.write("tenants/" + name(changing), file(name(changing), 0, 1));
        routes.write("tenants/" + name(other), file(name(other), 0, 1));
        await().until(() -> consumersOf(name(changing)).size() == 1
                && consumersOf(name(other)).size() == 1);
        Set<String> consumersOfOther = consumersOf(name(other));
        Set<String> consumersOfChanging = consumersOf(name(changing));

        ExecutorService posters = Executors.newFixedThreadPool(3);
        for (TestAgent agent : List.of(changing, other, withoutFile)) {
            posters.execute(() -> post(agent));
        }
        for (int version = 1; version <= CHANGES; version++) {
            routes.write("tenants/" + name(changing), file(name(changing), version, 1));
            routes.write("agents/changing", agentFile(version));
            String wanted = "v" + version;
            await("the change to be in use")
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> rows(changing).stream().anyMatch(row -> wanted.equals(row.get("after"))));
        }
        assertThat(consumersOf(name(changing)))
                .as("its consumer is left alone when only its rules change")
                .isEqualTo(consumersOfChanging);
        routes.write("tenants/" + name(changing), file(name(changing), CHANGES, 2));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> consumersOf(name(changing)).size() == 2);
        posting.set(false);
        posters.shutdown();
        assertThat(posters.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        awaitVersion(changing, "after", "v" + CHANGES);

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        for (TestAgent agent : List.of(changing, other, withoutFile)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> rows(agent).stream()
                    .noneMatch(row -> row.get("status").equals("queued")
                            || row.get("status").equals("in_progress")));
            assertThat(rows(agent)).isNotEmpty().allSatisfy(row -> assertThat(row)
                    .containsEntry("status", "completed")
                    .containsEntry("attempt", 1));
        }
        assertThat(rows(changing))
                .allSatisfy(row -> assertThat(row.get("before")).isEqualTo(row.get("after")));
        assertThat(rows(other)).allSatisfy(row -> assertThat(row).containsEntry("after", "v0"));
        assertThat(consumersOf(name(other))).isEqualTo(consumersOfOther);
        assertThat(rows(other)).extracting("agent").contains("a1", "a" + CHANGES);
    }
}
