package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.EncryptionKeyRotation;
import io.jiraagent.testing.AuditLog;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model behind an agent, as administrators enter and see it. */
class ModelAdminTest {
    private static final String KEY = "sk-entered-once-0815";
    private static final String AGENT = "{\"name\":\"Enhancer\",\"kind\":\"openai\",\"model\":{%s}}";
    private static final String MODEL =
            "\"base_url\":\"http://127.0.0.1:9/v1\",\"name\":\"small\",\"key\":\"" + KEY + "\"";

    private final RunningProgram program = RunningProgram.shared();
    private final UUID tenant = Seeds.tenant();
    private final String admin = Seeds.token("admin", tenant);

    private JsonNode created(String model) {
        HttpResponse<String> response = Http.post("/api/agents", admin, AGENT.formatted(model));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return Http.json(response);
    }

    private String storedKey(String agent) {
        return program.jdbc()
                .sql("SELECT key_encrypted FROM agent_models WHERE agent_id = :id")
                .param("id", UUID.fromString(agent))
                .query(String.class)
                .single();
    }

    @Test
    void aModelIsShownWithItsDefaultsAndWithoutItsKey() {
        JsonNode agent = created(MODEL);
        String id = agent.path("id").asText();

        JsonNode model = agent.path("model");
        assertThat(model.path("base_url").asText()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(model.path("name").asText()).isEqualTo("small");
        assertThat(model.path("key").asText()).isEqualTo("stored");
        assertThat(model.path("prompt").asText()).isEqualTo("ticket");
        assertThat(model.path("prompt_version").isNull()).isTrue();
        assertThat(model.path("max_input_tokens").asInt()).isEqualTo(8000);
        assertThat(agent.path("idempotent").asBoolean())
                .as("asking a model has no effect outside")
                .isTrue();
        assertThat(storedKey(id)).startsWith("gAAAA");
        assertThat(Stream.of(
                        agent.toString(),
                        Http.get("/api/agents/" + id, admin).body(),
                        Http.get("/api/agents", admin).body(),
                        AuditLog.ofAgent(UUID.fromString(id)).toString()))
                .noneMatch(text -> text.contains(KEY) || text.contains("gAAAA"));
        String viewer = Seeds.token("viewer", tenant);
        assertThat(Http.get("/api/agents/" + id, viewer).body())
                .contains("\"name\":\"small\"")
                .doesNotContain("127.0.0.1:9");
        assertThat(Http.page("/Agents", Http.cookie(viewer)).body()).contains("small");
    }

    @Test
    void whatIsNotNamedStays() {
        String id = created(MODEL).path("id").asText();
        String before = storedKey(id);

        JsonNode changed = Http.json(Http.patch(
                "/api/agents/" + id,
                admin,
                "{\"daily_tokens\":9000,\"model\":{\"name\":\"large\",\"input_price\":0.15,\"output_price\":0.6,"
                        + "\"prompt_version\":1}}"));

        assertThat(changed.path("model").path("name").asText()).isEqualTo("large");
        assertThat(changed.path("model").path("base_url").asText()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(changed.path("model").path("input_price").decimalValue()).isEqualByComparingTo("0.15");
        assertThat(changed.path("model").path("prompt_version").asInt()).isEqualTo(1);
        assertThat(changed.path("daily_tokens").asInt()).isEqualTo(9000);
        assertThat(changed.path("tokens_today").asInt()).isZero();
        assertThat(storedKey(id)).isEqualTo(before);
        assertThat(AuditLog.ofAgent(UUID.fromString(id)).toString()).contains("\"model\": \"changed\"");
        JsonNode freed = Http.json(
                Http.patch("/api/agents/" + id, admin, "{\"kind\":\"echo\",\"daily_tokens\":null,\"model\":null}"));
        assertThat(freed.path("model").isNull()).isTrue();
        assertThat(freed.path("daily_tokens").isNull()).isTrue();
    }

    @Test
    void aKeyIsNotTakenAlongToAnotherServer() {
        String id = created(MODEL).path("id").asText();

        HttpResponse<String> moved =
                Http.patch("/api/agents/" + id, admin, "{\"model\":{\"base_url\":\"http://127.0.0.1:10/v1\"}}");
        HttpResponse<String> withKey = Http.patch(
                "/api/agents/" + id, admin, "{\"model\":{\"base_url\":\"http://127.0.0.1:10/v1\",\"key\":\"other\"}}");
        HttpResponse<String> elsewhereOnIt =
                Http.patch("/api/agents/" + id, admin, "{\"model\":{\"base_url\":\"http://127.0.0.1:10/v2\"}}");

        assertThat(moved.statusCode()).isEqualTo(400);
        assertThat(moved.body()).contains("the key has to be given again");
        assertThat(withKey.statusCode()).isEqualTo(200);
        assertThat(elsewhereOnIt.statusCode()).isEqualTo(200);
    }

    @Test
    void theEnvironmentIsNotATenants() {
        String named = "\"base_url\":\"http://127.0.0.1:9/v1\",\"name\":\"small\",\"key_env\":\"%s\"";

        HttpResponse<String> ofTenant =
                Http.post("/api/agents", admin, AGENT.formatted(named.formatted("OPENAI_API_KEY")));
        String body = AGENT.formatted(named).replace("{\"name\"", "{\"tenant_id\":\"" + tenant + "\",\"name\"");
        String all = Seeds.token("admin", null);
        HttpResponse<String> other = Http.post("/api/agents", all, body.formatted("ENCRYPTION_KEY"));
        HttpResponse<String> usable = Http.post("/api/agents", all, body.formatted("OPENAI_API_KEY"));

        assertThat(ofTenant.statusCode()).isEqualTo(403);
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("ends in _API_KEY");
        assertThat(Http.json(usable).path("model").path("key").asText()).isEqualTo("OPENAI_API_KEY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"small"                                                         | model: The URL of an agent is http://host/path
            "base_url":"http://127.0.0.1:9/v1"                                     | model: The model's name is a text
            "base_url":"http://169.254.169.254/v1","name":"a"                      | model: The agent's URL leads to a link-local
            "base_url":"http://u:p@127.0.0.1/v1","name":"a"                        | model: The URL of an agent is http://host/path
            "base_url":"http://127.0.0.1:9","name":"a","max_input_tokens":5        | max-input-tokens is a whole number from 1000 to 1000000, not 5
            "base_url":"http://127.0.0.1:9","name":"a","prompt":"../../etc/passwd" | The name of a prompt
            "base_url":"http://127.0.0.1:9","name":"a","input_price":1             | both prices
            "base_url":"http://127.0.0.1:9","name":"a","key":"a b"                 | key got '***'
            "base_url":"http://127.0.0.1:9","name":"a","colour":1                  | Unknown field""")
    void whatCannotBeUsedIsNamed(String model, String detail) {
        HttpResponse<String> response = Http.post("/api/agents", admin, AGENT.formatted(model));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(detail);
    }

    @Test
    void anAgentOfTheKindNeedsAModel() {
        HttpResponse<String> response = Http.post("/api/agents", admin, "{\"name\":\"A\",\"kind\":\"openai\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("needs a model and the base URL");
    }

    @Test
    void aStoredKeyIsEncryptedAnewWithTheOthers() {
        String id = created(MODEL).path("id").asText();
        String oldKey = Keyring.generateKey();
        List<String> programs = EmbeddedEncryptionKey.in(program.settings().dataDir());
        Keyring both = Keyring.of(List.of(programs.get(0), oldKey));
        program.jdbc()
                .sql("UPDATE agent_models SET key_encrypted = :token WHERE agent_id = :id")
                .param("token", Keyring.of(List.of(oldKey)).encrypt(KEY))
                .param("id", UUID.fromString(id))
                .update();

        EncryptionKeyRotation.Result result = new EncryptionKeyRotation(program.jdbc(), both).run(Actor.CLI);

        assertThat(result.reencrypted()).isEqualTo(1);
        assertThat(Keyring.of(programs).decrypt(storedKey(id))).isEqualTo(KEY);
    }
}
