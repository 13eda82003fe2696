package io.jiraagent.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.runtime.TestAgentRoutes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.StubJira;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A tenant that is connected with a Jira of its own, and an agent whose results are told there. */
abstract class JiraCommentsScene {
    static final RunningProgram PROGRAM = RunningProgram.shared();
    static final Duration SOON = Duration.ofSeconds(60);

    /** What the agent answers to a ticket, by its summary. */
    static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();

    final StubJira jira = new StubJira("TEST-1", "TEST-2", "TEST-3");
    private final JiraFlavour flavour;
    private final Executions executions = new Executions(PROGRAM);
    final TestAgent agent = new TestAgents(PROGRAM).create("comment-stub");

    JiraCommentsScene(JiraFlavour flavour) {
        this.flavour = flavour;
    }

    @BeforeAll
    static void agent() {
        TestAgentRoutes.add(PROGRAM, "comment-stub", task -> {
            String answer = ANSWERS.getOrDefault(
                    task.issue().summary(), "{\"says\":\"" + task.issue().summary() + "\"}");
            if (answer.equals("fail")) {
                throw new IllegalStateException("as told");
            }
            return answer;
        });
    }

    @AfterEach
    void close() {
        PROGRAM.jdbc()
                .sql("DELETE FROM jira_sites WHERE tenant_id = :id")
                .param("id", agent.tenantId())
                .update();
        jira.close();
    }

    void connect(String mode, String... fields) {
        connect(agent.tenantId(), jira, mode, fields);
    }

    void connect(UUID tenant, StubJira jira, String mode, String... fields) {
        Keyring keyring = Keyring.of(EmbeddedEncryptionKey.in(PROGRAM.settings().dataDir()));
        PROGRAM.jdbc()
                .sql("""
                        INSERT INTO jira_sites (tenant_id, base_url, flavour, user_name, token_encrypted, account_id, account_name, mode, allowed_fields)
                        VALUES (:tenant, :url, :flavour, :user, :token, :account, 'Robot', :mode, string_to_array(:fields, ','))""")
                .param("tenant", tenant)
                .param("url", jira.url())
                .param("flavour", flavour.text())
                .param("user", flavour == JiraFlavour.CLOUD ? StubJira.USER : null)
                .param("token", keyring.encrypt(StubJira.TOKEN))
                .param("account", StubJira.ACCOUNT)
                .param("mode", mode)
                .param("fields", String.join(",", fields))
                .update();
    }

    UUID run(String key, String summary) {
        return run(agent, key, summary);
    }

    UUID run(TestAgent sentTo, String key, String summary) {
        UUID id = sentTo.post(WebhookClient.body(key, summary)).executionId();
        executions.ended(id);
        return id;
    }

    JsonNode execution(UUID id) {
        return Http.json(Http.get("/api/executions/" + id, Seeds.token("viewer", agent.tenantId())));
    }

    JsonNode awaitComment(UUID id, String state) {
        await("comment of " + id + " to be " + state).atMost(SOON).untilAsserted(() -> assertThat(
                        execution(id).at("/comment/state").asText())
                .as(execution(id).toPrettyString())
                .isEqualTo(state));
        assertThat(execution(id).path("status").asText())
                .as("the result is not lost")
                .isEqualTo("completed");
        return execution(id).path("comment");
    }

    /** As if time had passed. */
    void dueNow() {
        PROGRAM.jdbc()
                .sql("UPDATE jira_comments SET next_attempt_at = now() WHERE tenant_id = :id AND state = 'pending'")
                .param("id", agent.tenantId())
                .update();
        PROGRAM.jdbc()
                .sql("UPDATE jira_sites SET rest_until = NULL WHERE tenant_id = :id")
                .param("id", agent.tenantId())
                .update();
    }

    void awaitRetry(UUID id, String reason) {
        // In one look: the next attempt may come at any time.
        await("a failed attempt to comment").atMost(SOON).untilAsserted(() -> {
            JsonNode comment = execution(id).path("comment");
            assertThat(comment.at("/error/reason").asText()).isEqualTo(reason);
            assertThat(comment.path("state").asText()).isEqualTo("pending");
        });
    }
}
