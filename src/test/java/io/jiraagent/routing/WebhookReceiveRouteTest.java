package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the signed door, over real HTTP. */
class WebhookReceiveRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final Executions executions = new Executions(program);

    private static void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isEqualTo(detail);
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(problem.get("type").asText()).isNotBlank();
    }

    @Test
    void acceptsASignedPostAndRunsItOnce() {
        String body = WebhookClient.body("TEST-1", "Login fails");

        Answer answer = client.post(body);

        assertThat(answer.status()).isEqualTo(202);
        UUID id = answer.executionId();
        assertThat(answer.json().toString())
                .isEqualTo("{\"status\":\"queued\",\"execution_id\":\"" + id
                        + "\",\"message\":\"Agent execution queued\",\"status_url\":\"/api/executions/" + id + "\"}");
        Map<String, Object> row = executions.ended(id);
        assertThat(row)
                .containsEntry("status", "completed")
                .containsEntry("issue_key", "TEST-1")
                .containsEntry("attempt", 1)
                .containsEntry("epoch", 1)
                .containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
        assertThat(row.get("started_at")).isNotNull();
        assertThat(row.get("completed_at")).isNotNull();
        assertThat(row.get("result")).asString().startsWith("{");
    }

    @Test
    void answersARepeatWithTheSameIdAndSaysSo() {
        String body = WebhookClient.body("TEST-2", "Twice");

        UUID first = client.post(body).executionId();
        Answer second = client.post(body);

        assertThat(second.executionId()).isEqualTo(first);
        assertThat(second.json().get("duplicate").asBoolean()).isTrue();
        executions.ended(first);
        assertThat(executions.rows(first)).hasSize(1);
    }

    @Test
    void runsFiftyConcurrentReplaysOnce() {
        String body = WebhookClient.body("TEST-3", "Fifty times");

        List<UUID> ids = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> client.post(body).executionId())
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(executions.ended(ids.get(0))).containsEntry("attempt", 1);
    }

    @Test
    void knowsAnEventByTheSendersKey() {
        byte[] one = WebhookClient.body("TEST-4", "One").getBytes(StandardCharsets.UTF_8);
        byte[] other = WebhookClient.body("TEST-4", "Other").getBytes(StandardCharsets.UTF_8);
        String key = UUID.randomUUID().toString();

        UUID first = client.post(one, r -> r.header("X-Hub-Signature-256", client.sign(one))
                        .header("Idempotency-Key", key))
                .executionId();
        UUID second = client.post(other, r -> r.header("X-Hub-Signature-256", client.sign(other))
                        .header("Idempotency-Key", key))
                .executionId();
        UUID replayed = client.post(one, r -> r.header("X-Hub-Signature-256", client.sign(one))
                        .header("Idempotency-Key", "another"))
                .executionId();

        assertThat(List.of(second, replayed)).containsOnly(first);
    }

    @Test
    void refusesAPostWithoutASignature() {
        Answer answer = client.post(WebhookClient.body("TEST-5", "x").getBytes(StandardCharsets.UTF_8), r -> r);

        assertProblem(answer, 401, "Missing signature");
        assertThat(answer.json().get("hint").asText()).contains("/jira/automation/");
    }

    @Test
    void cannotBeToldWhetherTheAgentExists() {
        byte[] body = WebhookClient.body("TEST-6", "x").getBytes(StandardCharsets.UTF_8);
        String wrong = "sha256=" + "0".repeat(64);

        Answer known = client.post(body, r -> r.header("X-Hub-Signature-256", wrong));
        for (String id : List.of(UUID.randomUUID().toString(), "1", "00bab7b6")) {
            Answer unknown =
                    client.post(body, r -> r.uri(URI.create(program.url() + "/webhook/agents/" + id + "/webhook"))
                            .header("X-Hub-Signature-256", wrong));
            assertProblem(unknown, 401, "Invalid HMAC signature");
            assertThat(unknown.body()).isEqualTo(known.body());
        }
    }

    @Test
    void refusesEveryTamperingWithTheSignature() {
        byte[] body = WebhookClient.body("TEST-7", "x").getBytes(StandardCharsets.UTF_8);
        byte[] longer = (new String(body, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
        String good = client.sign(body);
        long before = executions.count();

        assertProblem(client.post(longer, r -> r.header("X-Hub-Signature-256", good)), 401, "Invalid HMAC signature");
        assertProblem(
                client.post(body, r -> r.header("X-Hub-Signature-256", good.substring(0, 70))),
                401,
                "Invalid HMAC signature");
        assertProblem(
                client.post(body, r -> r.header("X-Hub-Signature-256", good.replace("sha256", "SHA256"))),
                401,
                "Invalid HMAC signature");
        assertProblem(
                client.post(body, r -> r.header("X-Hub-Signature-256", good).header("X-Hub-Signature-256", good)),
                401,
                "Invalid HMAC signature");
        assertProblem(
                client.post(body, r -> r.uri(URI.create(program.demo("WEBHOOK_URL") + "?X-Hub-Signature-256=" + good))),
                401,
                "Missing signature");
        String upperCase = "sha256=" + good.substring(7).toUpperCase(Locale.ROOT);
        assertThat(client.post(body, r -> r.header("X-Hub-Signature-256", upperCase))
                        .status())
                .isEqualTo(202);
        await().until(() -> executions.count() == before + 1);
    }

    @Test
    void takesTheSecretsTextAsKeyAsJiraDoes() {
        TestAgent agent = new TestAgents(program).create("echo");

        assertThat(executions.ended(
                        agent.post(WebhookClient.body("TEST-8", "x")).executionId()))
                .containsEntry("status", "completed")
                .containsEntry("tenant_id", agent.tenantId());
    }

    @Test
    void followsAChangeOfStatusMadeInTheDatabase() {
        TestAgents agents = new TestAgents(program);
        TestAgent agent = agents.create("echo");

        for (String status : List.of("draft", "paused")) {
            agents.sql("UPDATE agents SET status = '" + status + "' WHERE id = :id", agent.id());
            await().untilAsserted(() ->
                    assertProblem(agent.post(WebhookClient.body("TEST-9", "x")), 403, "Agent is " + status));
        }
        agents.sql("UPDATE agents SET status = 'active' WHERE id = :id", agent.id());
        await().until(() -> agent.post(WebhookClient.body("TEST-9", "x")).status() == 202);
    }

    @Test
    void answers503WhenTheAgentsSecretCannotBeRead() {
        TestAgents agents = new TestAgents(program);
        TestAgent agent = agents.create("echo");

        agents.sql("UPDATE agents SET hmac_secret_encrypted = 'damaged' WHERE id = :id", agent.id());

        await().untilAsserted(() -> {
            Answer answer = agent.post(WebhookClient.body("TEST-10", "x"));
            assertProblem(answer, 503, "Temporarily unavailable");
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        });
    }

    @Test
    void refusesABodyOfAnotherTenant() {
        String body = WebhookClient.body("TEST-11", "x");
        String foreign = body.replaceFirst("\\{", "{\"tenant_id\":\"" + UUID.randomUUID() + "\",");
        String own = body.replaceFirst("\\{", "{\"tenant_id\":\"" + program.demo("TENANT_ID") + "\",");

        assertProblem(client.post(foreign), 403, "Tenant mismatch");
        assertThat(client.post(own).status()).isEqualTo(202);
    }

    @Test
    void takesABodyOfTheLimitAndRefusesOneByteMore() {
        String body = WebhookClient.body("TEST-12", "x");
        String padding = " ".repeat(1024 * 1024 - body.length());

        assertThat(client.post(body + padding).status()).isEqualTo(202);
        assertProblem(client.post(body + padding + " "), 413, "Payload too large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "APPLICATION/X-WWW-FORM-URLENCODED; charset=utf-8"
            })
    void refusesForms(String type) {
        byte[] body = WebhookClient.body("TEST-13", "x").getBytes(StandardCharsets.UTF_8);

        Answer answer = client.post(
                body, r -> r.setHeader("Content-Type", type).header("X-Hub-Signature-256", client.sign(body)));

        assertProblem(answer, 415, "Unsupported media type");
    }

    @Test
    void refusesCompressedBodies() {
        byte[] body = WebhookClient.body("TEST-14", "x").getBytes(StandardCharsets.UTF_8);

        Answer answer = client.post(
                body, r -> r.header("Content-Encoding", "gzip").header("X-Hub-Signature-256", client.sign(body)));

        assertProblem(answer, 415, "Unsupported media type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/vnd.jira+json", "application/json; charset=nope", "nonsense"})
    void takesAnyOtherContentType(String type) {
        byte[] body = WebhookClient.body("TEST-15", "x").getBytes(StandardCharsets.UTF_8);

        assertThat(client.post(body, r -> r.setHeader("Content-Type", type)
                                .header("X-Hub-Signature-256", client.sign(body)))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "null", "42", "not json", "{\"issue_key\":", "\u0000"})
    void acceptsUnusableBodiesAndFailsThem(String body) {
        Answer answer = client.post(body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(executions.ended(answer.executionId()))
                .containsEntry("status", "failed")
                .containsEntry("reason", "malformed_payload")
                .containsEntry("payload", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void survivesHostileJson() {
        List<byte[]> bodies = List.of(
                ("{\"issue_key\":\"TEST-16\",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")
                        .getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', (byte) 0xC3, (byte) 0x28, '}'},
                ("{\"issue_key\":\"TEST-17\",\"n\":" + "9".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8));
        for (byte[] body : bodies) {
            Answer answer = client.post(body);
            assertThat(answer.status()).isEqualTo(202);
            executions.ended(answer.executionId());
        }
    }

    @Test
    void storesTextThatPostgresRefuses() {
        String body = WebhookClient.body("TEST-18", "PLACE").replace("PLACE", "a\\u0000b\\ud800c");

        assertThat(executions.ended(client.post(body).executionId()))
                .containsEntry("status", "completed")
                .extractingByKey("result")
                .asString()
                .doesNotContain("\\u0000");
    }

    @Test
    void refusesUnusableBodiesOfStrictAgents() {
        TestAgents agents = new TestAgents(program);
        TestAgent agent = agents.create("echo");
        agents.sql("UPDATE agents SET strict_payload = true WHERE id = :id", agent.id());

        await().untilAsserted(() -> assertProblem(agent.post("{}"), 422, "Malformed payload"));
        assertThat(agent.post(WebhookClient.body("TEST-19", "x")).status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.OVERRIDE_TOPIC=evil",
                "CamelKafkaOverrideTopic=evil",
                "CamelKafkaTopic=evil",
                "CamelSqlQuery=DELETE%20FROM%20agents",
                "CamelHttpUri=http://127.0.0.1:1",
                "CamelBeanMethodName=close",
                "CamelHttpResponseCode=500",
                "x-original-topic=evil",
                "status=completed",
                "batch=x&worker=x&limit=0&claim=x&task=x",
                "agent_id=11111111-1111-1111-1111-111111111111",
                "Set-Cookie=a%3Db&Access-Control-Allow-Origin=*",
                "x=%0d%0aInjected:%20yes",
                "Retry-After=9&Location=http://evil&Content-Type=text/html",
            })
    void ignoresNamesThatMeanSomethingInside(String query) {
        byte[] body = WebhookClient.body("TEST-20", "x").getBytes(StandardCharsets.UTF_8);
        String name = query.substring(0, query.indexOf('='));

        Answer answer = client.post(body, r -> r.uri(URI.create(program.demo("WEBHOOK_URL") + "?" + query))
                .header("X-Hub-Signature-256", client.sign(body))
                .header(name, "evil"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.response().headers().map().keySet())
                .allMatch(header -> List.of("content-length", "content-type", "x-content-type-options")
                        .contains(header.toLowerCase(Locale.ROOT)));
        assertThat(answer.response().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(executions.ended(answer.executionId()))
                .containsEntry("status", "completed")
                .containsEntry("agent_id", UUID.fromString(program.demo("AGENT_ID")));
    }

    @Test
    void ignoresTwoThousandParameters() {
        byte[] body = WebhookClient.body("TEST-21", "x").getBytes(StandardCharsets.UTF_8);
        String query = IntStream.range(0, 2000)
                .mapToObj(i -> Integer.toString(i, Character.MAX_RADIX))
                .collect(Collectors.joining("&", "?", ""));

        assertThat(client.post(body, r -> r.uri(URI.create(program.demo("WEBHOOK_URL") + query))
                                .header("X-Hub-Signature-256", client.sign(body)))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void answersOtherMethodsAndPathsWithProblems() {
        HttpRequest get =
                HttpRequest.newBuilder(URI.create(program.demo("WEBHOOK_URL"))).build();
        assertProblem(client.send(get), 405, "Method not allowed");
        assertProblem(
                client.send(HttpRequest.newBuilder(URI.create(program.url() + "/nowhere"))
                        .build()),
                404,
                "Not found");
    }

    @Test
    void listsWhatItRefusesWithoutSecretsOrBody() {
        String marker = "sha256=" + "f".repeat(64);
        byte[] body = "{\"secret text\":1}".getBytes(StandardCharsets.UTF_8);

        client.post(body, r -> r.header("X-Hub-Signature-256", marker));

        await().untilAsserted(() -> assertThat(program.jdbc()
                        .sql("SELECT reason, client, size_bytes FROM rejected_requests WHERE agent_id = :id"
                                + " AND size_bytes = :size")
                        .param("id", UUID.fromString(program.demo("AGENT_ID")))
                        .param("size", body.length)
                        .query()
                        .listOfRows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("reason", "invalid_signature")
                        .containsEntry("client", "127.0.0.1")));
    }
}
