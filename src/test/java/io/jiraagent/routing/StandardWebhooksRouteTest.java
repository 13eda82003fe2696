package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import io.jiraagent.webhook.StandardWebhooks;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Posts that are signed as of Standard Webhooks, over real HTTP. */
class StandardWebhooksRouteTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final Executions executions = new Executions(program);
    private final TestAgent agent = new TestAgents(program).create("echo");
    private final byte[] body = WebhookClient.body("STD-1", "x").getBytes(StandardCharsets.UTF_8);
    private final String id = "msg_" + UUID.randomUUID();
    private final long now = Instant.now().getEpochSecond();

    private static String v1(String secret, String id, long seconds, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret);
        return StandardWebhooks.sign(key, StandardWebhooks.content(id, seconds, body));
    }

    private static String v1a(Ed25519.PairText pair, String id, long seconds, byte[] body)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(Ed25519.privateKey(pair.privateKey()));
        signature.update(StandardWebhooks.content(id, seconds, body));
        return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
    }

    private Answer post(String webhookId, long seconds, String signature, byte[] content, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(agent.webhook())
                .header("webhook-id", webhookId)
                .header("webhook-timestamp", Long.toString(seconds))
                .header("webhook-signature", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(content));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    private static void assertRefused(Answer answer, String hint) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.json().get("detail").asText()).isEqualTo("Invalid HMAC signature");
        assertThat(answer.json().get("hint").asText()).contains(hint);
    }

    private Ed25519.PairText withPublicKey() {
        Ed25519.PairText pair = Ed25519.generate();
        String path = "/api/agents/" + agent.id();
        assertThat(Http.patch(path, program.demo("ADMIN_TOKEN"), "{\"public_key\":\"" + pair.publicKey() + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Http.json(Http.get(path, program.demo("ADMIN_TOKEN")))
                        .get("public_key")
                        .asText())
                .isEqualTo(pair.publicKey());
        await().atMost(SOON).until(() -> accepts(pair));
        return pair;
    }

    private boolean accepts(Ed25519.PairText pair) throws GeneralSecurityException {
        byte[] probe = ("{\"tenant_id\":\"" + UUID.randomUUID() + "\"}").getBytes(StandardCharsets.UTF_8);
        long seconds = Instant.now().getEpochSecond();
        return post("probe", seconds, v1a(pair, "probe", seconds, probe), probe).status() == 403;
    }

    @Test
    void takesTheSecretDecodedOrAsTextAndRunsTheEvent() {
        Answer decoded = post(id, now, v1(agent.secret(), id, now, body), body);
        String asText = StandardWebhooks.sign(
                agent.secret().getBytes(StandardCharsets.UTF_8), StandardWebhooks.content(id, now, body));
        Answer text = post(id, now, asText, body);

        assertThat(decoded.status()).as(decoded.body()).isEqualTo(202);
        assertThat(text.status()).as(text.body()).isEqualTo(202);
        assertThat(text.executionId()).isEqualTo(decoded.executionId());
        assertThat(executions.ended(decoded.executionId()))
                .containsEntry("status", "completed")
                .containsEntry("payload", body);
    }

    @Test
    void takesAnEd25519SignatureOnceTheAgentHasThePublicKey() throws GeneralSecurityException {
        Ed25519.PairText pair = withPublicKey();
        Ed25519.PairText stranger = Ed25519.generate();
        String genuine = v1a(pair, id, now, body);
        String foreign = v1a(stranger, id, now, body);

        assertRefused(post(id, now, foreign, body), "Sign id.timestamp.body");
        assertRefused(post(id, now, genuine, "{}".getBytes(StandardCharsets.UTF_8)), "Sign id.timestamp.body");
        assertRefused(post(id + "x", now, genuine, body), "Sign id.timestamp.body");
        assertRefused(post(id, now + 1, genuine, body), "Sign id.timestamp.body");
        Answer answer = post(id, now, foreign + " " + v1(Hashes.randomSecret(), id, now, body) + " " + genuine, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(executions.ended(answer.executionId())).containsEntry("status", "completed");
    }

    @Test
    void followsAPublicKeyThatIsTakenAwayInTheDatabase() throws GeneralSecurityException {
        Ed25519.PairText pair = withPublicKey();

        new TestAgents(program).sql("UPDATE agents SET public_key = NULL WHERE id = :id", agent.id());

        await().atMost(SOON).until(() -> !accepts(pair));
    }

    @Test
    void refusesAPublicKeyThatIsNone() {
        var answer =
                Http.patch("/api/agents/" + agent.id(), program.demo("ADMIN_TOKEN"), "{\"public_key\":\"whpk_AAAA\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("public_key", "whpk_ and 44 characters");
    }

    @Test
    void cannotBeToldWhetherTheAgentExistsOrHasAPublicKey() throws GeneralSecurityException {
        String foreign = v1a(Ed25519.generate(), id, now, body);
        Answer known = post(id, now, foreign, body);
        Answer unknown =
                client.send(HttpRequest.newBuilder(program.url("/webhook/agents/" + UUID.randomUUID() + "/webhook"))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(now))
                        .header("webhook-signature", foreign)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());

        assertRefused(known, "Sign id.timestamp.body");
        assertThat(unknown.body()).isEqualTo(known.body());
    }

    @Test
    void theSignedIdNamesTheEvent() {
        byte[] other = WebhookClient.body("STD-2", "other").getBytes(StandardCharsets.UTF_8);

        List<UUID> ids = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> post(id, now - i % 3, v1(agent.secret(), id, now - i % 3, body), body)
                        .executionId())
                .distinct()
                .toList();
        UUID changed = post(id, now, v1(agent.secret(), id, now, other), other).executionId();

        assertThat(ids).containsOnly(changed).hasSize(1);
        assertThat(executions.ended(changed)).containsEntry("attempt", 1);
    }

    @Test
    void anUnsignedNameCannotTakeTheIdOfASignedOne() {
        byte[] other = WebhookClient.body("STD-3", "other").getBytes(StandardCharsets.UTF_8);
        String hub =
                HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(agent.secret()), other));

        Answer unsigned = client.send(HttpRequest.newBuilder(agent.webhook())
                .header("X-Hub-Signature-256", "sha256=" + hub)
                .header("webhook-id", id)
                .POST(HttpRequest.BodyPublishers.ofByteArray(other))
                .build());
        Answer signed = post(id, now, v1(agent.secret(), id, now, body), body);

        assertThat(unsigned.status()).isEqualTo(202);
        assertThat(signed.executionId()).isNotEqualTo(unsigned.executionId());
        executions.ended(signed.executionId());
    }

    @Test
    void refusesAnOldSignatureAndOneOfTheFutureNamingTheClockOnlyWhereItIsGenuine() {
        for (long seconds : List.of(now - 600, now + 600)) {
            assertRefused(post(id, seconds, v1(agent.secret(), id, seconds, body), body), "this server's clock");
            Answer foreign = post(id, seconds, v1(Hashes.randomSecret(), id, seconds, body), body);
            assertRefused(foreign, "Sign id.timestamp.body");
            assertThat(foreign.body()).doesNotContain("clock");
        }
    }

    @Test
    void refusesTwoKindsOfSignaturesEvenWhenOneIsGenuine() {
        String genuine = v1(agent.secret(), id, now, body);
        String hub = "sha256="
                + HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(agent.secret()), body));
        long before = executions.count();

        assertRefused(
                post(id, now, genuine, body, "X-Hub-Signature-256", "sha256=" + "0".repeat(64)),
                "exactly one signature header");
        assertRefused(post(id, now, genuine, body, "X-Hub-Signature", hub), "exactly one signature header");
        assertRefused(
                post(id, now, v1(Hashes.randomSecret(), id, now, body), body, "X-Hub-Signature-256", hub),
                "exactly one signature header");
        assertRefused(post(id, now, genuine, body, "webhook-signature", genuine), "webhook-signature exactly once");
        assertThat(executions.count()).isEqualTo(before);
    }

    @Test
    void aPausedAgentAnswersASignedPostAsAlways() {
        new TestAgents(program).sql("UPDATE agents SET status = 'paused' WHERE id = :id", agent.id());

        await().atMost(SOON).untilAsserted(() -> {
            Answer answer = post(id, now, v1(agent.secret(), id, now, body), body);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().get("detail").asText()).isEqualTo("Agent is paused");
        });
    }
}
