package io.jiraagent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Posts to the doors as Jira or any other sender would. */
public final class WebhookClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunningProgram program;

    public WebhookClient(RunningProgram program) {
        this.program = program;
    }

    /** An answer. */
    public record Answer(int status, String body, HttpResponse<String> response) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(body, e);
            }
        }

        public UUID executionId() {
            return UUID.fromString(json().get("execution_id").asText());
        }
    }

    /** A body of the published template, unlike any other. */
    public static String body(String issueKey, String summary) {
        return JSON.createObjectNode()
                .put("issue_key", issueKey)
                .put("event_type", "jira:issue_created")
                .put("timestamp", Instant.now().toString())
                .put("nonce", UUID.randomUUID().toString())
                .<ObjectNode>set(
                        "issue",
                        JSON.createObjectNode()
                                .put("key", issueKey)
                                .set("fields", JSON.createObjectNode().put("summary", summary)))
                .toString();
    }

    public String sign(byte[] body) {
        byte[] key = Base64.getDecoder().decode(program.demo("HMAC_SECRET"));
        return "sha256=" + HexFormat.of().formatHex(Hashes.hmacSha256(key, body));
    }

    /** Signed as documented. */
    public Answer post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(byte[] body) {
        return post(body, request -> request.header("X-Hub-Signature-256", sign(body)));
    }

    /** @param with adds headers, or changes the address */
    public Answer post(byte[] body, UnaryOperator<HttpRequest.Builder> with) {
        return send(with.apply(HttpRequest.newBuilder(URI.create(program.demo("WEBHOOK_URL")))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)))
                .build());
    }

    public Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
