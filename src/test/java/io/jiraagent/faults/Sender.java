package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.secret.Hashes;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Posts events, signed, and notes in each what was answered. Thread-safe. */
final class Sender {
    private static final int ACCEPTED = 202;
    private static final int FORBIDDEN = 403;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String baseUrl;

    Sender(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Waits until the receiver knows the agent: it refuses an event of another tenant otherwise then, and never accepts it. */
    void awaitKnown(Post.Target target) {
        await("the receiver to know its agents")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> send(new Post(target, "{\"tenant_id\":\"" + new UUID(0, 0) + "\"}", false))
                                .join()
                        == FORBIDDEN);
    }

    /** The status answered, {@link Post#BROKEN} or {@link Post#NOT_CONNECTED}; never fails. */
    CompletableFuture<Integer> send(Post post) {
        return send(post, null);
    }

    /** @param name the sender's own for this event, or null */
    CompletableFuture<Integer> send(Post post, String name) {
        byte[] body = post.bytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(baseUrl + "/webhook/agents/" + post.target.agentId() + "/webhook"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Hub-Signature-256", "sha256=" + signature(post, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (name != null) {
            request.header("Idempotency-Key", name);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> note(post, response, failure));
    }

    private static String signature(Post post, byte[] body) {
        byte[] key = Base64.getDecoder().decode(post.target.secret());
        return HexFormat.of().formatHex(Hashes.hmacSha256(key, post.forged ? new byte[0] : body));
    }

    private static int note(Post post, HttpResponse<String> response, Throwable failure) {
        int status = failure == null ? response.statusCode() : brokenHow(failure);
        if (status == ACCEPTED) {
            post.accepted(executionId(response.body()));
        }
        post.answered(status);
        return status;
    }

    private static int brokenHow(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ConnectException ? Post.NOT_CONNECTED : Post.BROKEN;
    }

    private static UUID executionId(String json) {
        try {
            return UUID.fromString(JSON.readTree(json).get("execution_id").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
