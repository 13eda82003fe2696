package io.jiraagent.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.RoutesCopy;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent is tried by the rules of its tenant's file. */
class TryOutByRulesIT {
    private static final String FILE = """
            - templatedRoute:
                routeTemplateRef: tenant-intake
                routeId: TENANT-intake
                parameters:
                  - name: tenant
                    value: TENANT
            - templatedRoute:
                routeTemplateRef: tenant-agent
                routeId: TENANT-bugs
                parameters:
                  - name: issueTypes
                    value: Bug
                  - name: fields
                    value: description=/issue/fields/customfield_1
            - templatedRoute:
                routeTemplateRef: tenant-agent
                routeId: TENANT-stories
                parameters:
                  - name: issueTypes
                    value: Story
                  - name: before
                    value: TENANT-label
            - templatedRoute:
                routeTemplateRef: tenant-agent
                routeId: TENANT-epics
                parameters:
                  - name: issueTypes
                    value: Epic
                  - name: agent
                    value: TENANT-own
            - route:
                id: TENANT-label
                from:
                  uri: direct:TENANT-label
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: '{"labels": ["through-the-hook"]}'
            - route:
                id: TENANT-own
                from:
                  uri: direct:agent-TENANT-own
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: '{"called": "somebody"}'
            """;

    @TempDir
    private static Path folder;

    private static RunningProgram program;
    private static TestAgent agent;

    @BeforeAll
    static void start() {
        RoutesCopy routes = RoutesCopy.in(folder.resolve("routes"));
        program = RunningProgram.start(
                folder.resolve("data"), Map.of("ROUTES_DIR", routes.folder().toString()));
        agent = new TestAgents(program).create("echo");
        String tenant = "t-" + agent.tenantId();
        routes.write("tenants/" + tenant, FILE.replace("TENANT", tenant));
        await("the tenant's file to be in use")
                .atMost(Duration.ofSeconds(20))
                .until(() -> tried("Task", "").path("outcome").asText().equals("filtered"));
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    private static JsonNode tried(String type, String more) {
        String body = "{" + more
                + "\"payload\":{\"issue_key\":\"NEW-1\",\"issue\":{\"fields\":{\"summary\":\"x\",\"customfield_1\":\"from elsewhere\","
                + "\"issuetype\":{\"name\":\"" + type + "\"}}}}}";
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(program.url("/api/agents/" + agent.id() + "/try"))
                        .header("Authorization", "Bearer " + program.demo("ADMIN_TOKEN"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .json();
    }

    @Test
    void whatNoRuleIsForIsFiltered() {
        JsonNode result = tried("Task", "\"run\":true,");

        assertThat(result.path("outcome").asText()).isEqualTo("filtered");
        assertThat(result.path("note").asText()).contains("No rule of tenants/t-", "wants issue type Bug, got Task");
        assertThat(result.path("answer").isNull()).isTrue();
    }

    @Test
    void theTaskIsThatOfTheRule() {
        JsonNode result = tried("Bug", "");

        assertThat(result.path("outcome").asText()).as(result.toString()).isEqualTo("completed");
        assertThat(result.at("/task/issue/description").asText()).isEqualTo("from elsewhere");
        assertThat(result.at("/answer/issue/description").asText()).isEqualTo("from elsewhere");
    }

    @Test
    void hooksRunOnlyWhenThatIsConfirmed() {
        JsonNode shown = tried("Story", "");
        JsonNode confirmed = tried("Story", "\"run\":true,");

        assertThat(shown.path("outcome").asText()).isEqualTo("shown");
        assertThat(shown.path("effects").asBoolean()).isTrue();
        assertThat(shown.at("/task/issue/labels")).isEmpty();
        assertThat(confirmed.path("outcome").asText()).as(confirmed.toString()).isEqualTo("completed");
        assertThat(confirmed.at("/task/issue/labels/0").asText())
                .as("after the hook")
                .isEqualTo("through-the-hook");
    }

    @Test
    void anAgentOfTheTenantsOwnRunsOnlyWhenThatIsConfirmed() {
        JsonNode shown = tried("Epic", "");
        JsonNode confirmed = tried("Epic", "\"run\":true,");

        assertThat(shown.path("outcome").asText()).isEqualTo("shown");
        assertThat(shown.path("kind").asText()).endsWith("-own");
        assertThat(confirmed.at("/answer/called").asText()).isEqualTo("somebody");
    }
}
