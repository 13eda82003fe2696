package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jira's own webhooks send: its header, the secret's text as the key, its delivery headers. */
class NativeWebhookRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");

    private static String event(String issueKey, String type) {
        return "{\"timestamp\":" + Instant.now().toEpochMilli() + ",\"webhookEvent\":\"" + type + "\",\"nonce\":\""
                + UUID.randomUUID() + "\",\"issue\":{\"id\":\"1\",\"key\":\"" + issueKey
                + "\",\"fields\":{\"summary\":\"x\"}}}";
    }

    private String sign(String method, String body) {
        String algorithm = "Hmac" + method.toUpperCase(Locale.ROOT);
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(agent.secret().getBytes(StandardCharsets.UTF_8), algorithm));
            return method + "=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer post(String method, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(agent.webhook())
                .header("x-hub-signature", sign(method, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha384", "sha512"})
    void takesTheMethodsThatAreSound(String method) {
        Answer answer = post(method, event("NAT-1", "jira:issue_created"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(executions.ended(answer.executionId()))
                .containsEntry("status", "completed")
                .containsEntry("issue_key", "NAT-1")
                .containsEntry("event_type", "jira:issue_created");
    }

    @Test
    void refusesSha1() {
        Answer answer = post("sha1", event("NAT-2", "jira:issue_created"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().get("detail").asText()).isEqualTo("Invalid HMAC signature");
        assertThat(answer.json().get("hint").asText()).contains("sha1 is not accepted");
    }

    @Test
    void keepsWhatJiraSaysOfTheDeliveryAndShowsIt() {
        Answer answer = post(
                "sha256",
                event("NAT-3", "jira:issue_updated"),
                "X-Atlassian-Webhook-Identifier",
                "delivery-1",
                "X-Atlassian-Webhook-Retry",
                "2",
                "X-Atlassian-Webhook-Flow",
                "Primary");

        UUID id = answer.executionId();
        executions.ended(id);
        JsonNode origin = Http.json(Http.get("/api/executions/" + id, program.demo("ADMIN_TOKEN")))
                .get("origin");
        assertThat(origin.get("webhook_identifier").asText()).isEqualTo("delivery-1");
        assertThat(origin.get("webhook_retry").asText()).isEqualTo("2");
        assertThat(origin.get("webhook_flow").asText()).isEqualTo("Primary");
        assertThat(Http.page("/Execution_History/" + id, Http.cookie(program.demo("ADMIN_TOKEN")))
                        .body())
                .contains("delivery-1");
    }

    @Test
    void theDeliveryIdentifierIsNotSignedAndTellsNothingOfRepeats() {
        String body = event("NAT-4", "jira:issue_created");
        String[] same = {"X-Atlassian-Webhook-Identifier", "delivery-" + UUID.randomUUID()};

        UUID first = post("sha256", body, same).executionId();
        UUID another =
                post("sha256", event("NAT-4", "jira:issue_created"), same).executionId();
        UUID again = post("sha256", body, "X-Atlassian-Webhook-Identifier", "another")
                .executionId();

        assertThat(another).isNotEqualTo(first);
        assertThat(again).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native-worklog-without-issue", "native-comment-without-issue", "native-sprint-started"})
    void anEventWithoutAnIssueIsFilteredAndSaysWhy(String sample) throws IOException {
        String body = Files.readString(Path.of("src/test/resources/payloads", sample + ".json"));

        Answer answer = post("sha256", body);

        assertThat(executions.ended(answer.executionId()))
                .containsEntry("status", "completed")
                .extractingByKey("result")
                .asString()
                .contains("\"filtered\": true", "came without an issue");
    }

    @Test
    void aStrictAgentTakesAnEventWithoutAnIssueToo() {
        new TestAgents(program).sql("UPDATE agents SET strict_payload = true WHERE id = :id", agent.id());
        await().until(() -> post("sha256", "{}").status() == 422);

        assertThat(post("sha256", "{\"webhookEvent\":\"worklog_created\",\"timestamp\":1642152961827}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void anEmptyBodyFailsAndSaysWhatToChangeInJira() {
        assertThat(executions.ended(post("sha256", "").executionId()))
                .containsEntry("status", "failed")
                .containsEntry("reason", "malformed_payload")
                .extractingByKey("error")
                .asString()
                .contains("Exclude body");
    }
}
