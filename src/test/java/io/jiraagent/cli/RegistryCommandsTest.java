package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenants, agents and secrets from the command line, and what the running program makes of them. */
class RegistryCommandsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RunningProgram program = RunningProgram.shared();
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID tenantId =
            UUID.fromString(CommandRun.of("tenant", "add", "--name", tenant).value("TENANT_ID"));

    private TestAgent agent(CommandRun added) {
        return new TestAgent(
                program,
                UUID.fromString(added.value("AGENT_ID")),
                UUID.fromString(added.value("TENANT_ID")),
                added.value("HMAC_SECRET"),
                added.value("AUTOMATION_TOKEN"));
    }

    private TestAgent activeEcho() {
        TestAgent agent = agent(
                CommandRun.of("agent", "add", "--tenant", tenant, "--name", "Echo", "--kind", "echo", "--active"));
        awaitAnswer(agent, 202);
        return agent;
    }

    private static TestAgent withSecret(TestAgent agent, String secret) {
        return new TestAgent(agent.program(), agent.id(), agent.tenantId(), secret, agent.token());
    }

    private static Answer post(TestAgent agent) {
        return agent.post(WebhookClient.body("CLI-1", "Sent to an agent made by a command"));
    }

    private static void awaitAnswer(TestAgent agent, int status) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(post(agent).status()).isEqualTo(status));
    }

    private int automationStatus(TestAgent agent, String token) {
        return new WebhookClient(program)
                .send(HttpRequest.newBuilder(agent.automation())
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(WebhookClient.body("CLI-2", "x")))
                        .build())
                .status();
    }

    @Test
    void aNewAgentsSecretAndTokenOpenItsDoors() {
        CommandRun added = CommandRun.of(
                "agent", "add", "--tenant", tenantId.toString(), "--name", "Echo", "--kind", "echo", "--active");
        TestAgent agent = agent(added);

        assertThat(added.value("WEBHOOK_URL")).isEqualTo(agent.webhook().toString());
        assertThat(added.value("AUTOMATION_URL")).isEqualTo(agent.automation().toString());
        assertThat(added.out()).contains("shown only now");
        assertThat(added.err()).isEmpty();
        awaitAnswer(agent, 202);
        assertThat(new Executions(program).ended(post(agent).executionId()))
                .containsEntry("status", "completed")
                .containsEntry("tenant_id", tenantId);
        assertThat(automationStatus(agent, agent.token())).isEqualTo(202);
    }

    @Test
    void anAgentIsADraftUntilItIsActivatedAndCanBePaused() {
        CommandRun added = CommandRun.of("agent", "add", "--tenant", tenant, "--name", "Later", "--kind", "echo");
        TestAgent agent = agent(added);

        assertThat(added.out()).contains("draft", "./jira-agent agent activate " + agent.id());
        awaitAnswer(agent, 403);
        CommandRun.of("agent", "activate", agent.id().toString()).succeeded();
        awaitAnswer(agent, 202);
        assertThat(CommandRun.of("agent", "pause", agent.id().toString(), "--json")
                        .json("status"))
                .isEqualTo("paused");
        awaitAnswer(agent, 403);
    }

    @Test
    void everyOptionOfAnAgentIsKeptAndShown() {
        JsonNode added = CommandRun.of(
                        "agent",
                        "add",
                        "--tenant",
                        tenant,
                        "--name",
                        "Über-Triage",
                        "--kind",
                        "http",
                        "--url",
                        "https://agents.example/triage",
                        "--concurrency",
                        "7",
                        "--max-attempts",
                        "3",
                        "--deadline",
                        "90",
                        "--idempotent",
                        "--strict-payload",
                        "--json")
                .json();

        JsonNode listed =
                CommandRun.of("agent", "list", "--tenant", tenant, "--json").json();
        assertThat(listed).hasSize(1);
        assertThat(added.properties()).containsAll(listed.get(0).properties());
        assertThat(listed.get(0).toString())
                .contains(
                        "\"name\":\"Über-Triage\"",
                        "\"kind\":\"http\"",
                        "\"status\":\"draft\"",
                        "\"url\":\"https://agents.example/triage\"",
                        "\"concurrency\":7",
                        "\"max_attempts\":3",
                        "\"deadline_seconds\":90",
                        "\"idempotent\":true",
                        "\"strict_payload\":true",
                        "\"previous_secret_until\":null")
                .doesNotContain("secret\":\"", "token\":\"");
        assertThat(CommandRun.of("agent", "list", "--tenant", tenant)
                        .succeeded()
                        .out())
                .contains(added.get("id").asText(), tenant, "Über-Triage", "https://agents.example/triage");
    }

    @Test
    void warnsOfAKindThatNoRouteWorksOn() {
        CommandRun added = CommandRun.of(
                "agent", "add", "--tenant", tenant, "--name", "Own", "--kind", "our-summarizer", "--json");

        assertThat(added.json("kind")).isEqualTo("our-summarizer");
        assertThat(added.err())
                .contains(program.settings().routesDir().resolve("agents/our-summarizer.camel.yaml")
                        + " with a route from direct:agent-our-summarizer");
    }

    @Test
    void afterARotationBothSecretsAreValidUntilTheOldOneEnds() {
        TestAgent agent = activeEcho();

        CommandRun rotated =
                CommandRun.of("secret", "rotate", "--agent", agent.id().toString(), "--valid-for", "2h", "--json");

        TestAgent renewed = withSecret(agent, rotated.json("hmac_secret"));
        assertThat(Instant.parse(rotated.json("previous_secret_until")))
                .isCloseTo(Instant.now().plus(Duration.ofHours(2)), within(1, ChronoUnit.MINUTES));
        awaitAnswer(renewed, 202);
        assertThat(post(agent).status()).isEqualTo(202);
        program.jdbc()
                .sql("UPDATE agents SET previous_hmac_secret_until = now() WHERE id = :id")
                .param("id", agent.id())
                .update();
        awaitAnswer(agent, 401);
        assertThat(post(renewed).status()).isEqualTo(202);
    }

    @Test
    void aRotationCanEndTheOldSecretAtOnceAndKeepsItForADayByDefault() {
        TestAgent agent = activeEcho();
        String id = agent.id().toString();

        String second = CommandRun.of("secret", "rotate", "--agent", id, "--valid-for", "0s")
                .value("HMAC_SECRET");

        awaitAnswer(agent, 401);
        awaitAnswer(withSecret(agent, second), 202);
        CommandRun third = CommandRun.of("secret", "rotate", "--agent", id, "--json");
        assertThat(Instant.parse(third.json("previous_secret_until")))
                .isCloseTo(Instant.now().plus(Duration.ofDays(1)), within(1, ChronoUnit.MINUTES));
        assertThat(CommandRun.of("agent", "list", "--tenant", tenant, "--json")
                        .json()
                        .findValuesAsText("previous_secret_until"))
                .containsExactly(third.json("previous_secret_until"));
    }

    @Test
    void aRenewedAutomationTokenReplacesTheOldOneAtOnce() {
        TestAgent agent = activeEcho();

        String token = CommandRun.of("secret", "rotate", "--agent", agent.id().toString(), "--automation-token")
                .value("AUTOMATION_TOKEN");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(automationStatus(agent, token)).isEqualTo(202));
        assertThat(automationStatus(agent, agent.token())).isEqualTo(401);
        assertThat(post(agent).status()).as("the secret is still the same").isEqualTo(202);
    }

    @Test
    void listsTheTenants() {
        JsonNode tenants = CommandRun.of("tenant", "list", "--json").json();

        assertThat(tenants.findValuesAsText("id")).contains(tenantId.toString());
        assertThat(CommandRun.of("tenant", "list").succeeded().out())
                .startsWith("ID ")
                .contains(tenantId + "  " + tenant);
    }
}
