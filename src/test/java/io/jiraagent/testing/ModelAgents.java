package io.jiraagent.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.testing.TestAgents.TestAgent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes agents of kind openai, as an administrator does. */
public final class ModelAgents {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ModelAgents() {}

    /** An active agent of a new tenant, with a key of its own; returns when its door is open. */
    public static TestAgent create(String baseUrl, String key, Consumer<ObjectNode> settings) {
        return create(Seeds.tenant(), baseUrl, key, settings);
    }

    /** @param settings changes the body of the request; {@code model} is in it */
    public static TestAgent create(UUID tenant, String baseUrl, String key, Consumer<ObjectNode> settings) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("tenant_id", tenant.toString())
                .put("name", "Model " + UUID.randomUUID())
                .put("kind", "openai")
                .put("active", true)
                .put("max_attempts", 2)
                .put("deadline_seconds", 20);
        body.putObject("model")
                .put("base_url", baseUrl)
                .put("name", "small-model")
                .put("key", key)
                .put("input_price", 0.15)
                .put("output_price", 0.6);
        settings.accept(body);
        HttpResponse<String> response = Http.post("/api/agents", Seeds.token("admin", null), body.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        JsonNode made = Http.json(response);
        TestAgent agent = new TestAgent(
                RunningProgram.shared(),
                UUID.fromString(made.path("id").asText()),
                tenant,
                made.path("hmac_secret").asText(),
                made.path("automation_token").asText());
        await("the receiver to know agent " + agent.id())
                .atMost(Duration.ofSeconds(10))
                .until(() -> agent.post("{\"tenant_id\":\"" + UUID.randomUUID() + "\"}")
                                .status()
                        == 403);
        return agent;
    }

    /** A body of the published template with a description. */
    public static String ticket(String key, String summary, String description) {
        ObjectNode body = MAPPER.createObjectNode()
                .put("issue_key", key)
                .put("event_type", "jira:issue_created")
                .put("nonce", UUID.randomUUID().toString());
        ObjectNode fields =
                body.putObject("issue").put("key", key).putObject("fields").put("summary", summary);
        fields.put("description", description).putObject("issuetype").put("name", "Bug");
        return body.toString();
    }

    /** What its last attempt has recorded. */
    public static Map<String, Object> lastAttempt(UUID execution) {
        return RunningProgram.shared()
                .jdbc()
                .sql("""
                        SELECT outcome, input_tokens, output_tokens, cost, model, prompt, error ->> 'reason' AS reason
                          FROM execution_attempts WHERE execution_id = :id ORDER BY epoch DESC, attempt DESC LIMIT 1""")
                .param("id", execution)
                .query()
                .singleRow();
    }
}
