package io.jiraagent.testing;

import static org.awaitility.Awaitility.await;

import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;

/** Makes tenants and agents beside the demo ones. */
public final class TestAgents {
    private final RunningProgram program;
    private final Keyring keyring;

    public TestAgents(RunningProgram program) {
        this.program = program;
        this.keyring = Keyring.of(EmbeddedEncryptionKey.in(program.settings().dataDir()));
    }

    /** An agent and how to reach it. */
    public record TestAgent(RunningProgram program, UUID id, UUID tenantId, String secret, String token) {
        public URI webhook() {
            return URI.create(program.url() + "/webhook/agents/" + id + "/webhook");
        }

        public URI automation() {
            return URI.create(program.url() + "/jira/automation/" + id);
        }

        /** Signed with the text of the secret, as Jira does when it is pasted into its form. */
        public WebhookClient.Answer post(String body) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String signature =
                    HexFormat.of().formatHex(Hashes.hmacSha256(secret.getBytes(StandardCharsets.UTF_8), bytes));
            return new WebhookClient(program)
                    .send(HttpRequest.newBuilder(webhook())
                            .header("X-Hub-Signature", "sha256=" + signature)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                            .build());
        }
    }

    /** How an agent is set up. */
    public record Setup(String kind, String url, int deadlineSeconds, boolean idempotent, int maxAttempts) {
        public static Setup of(String kind) {
            return new Setup(kind, null, 60, true, 3);
        }

        public static Setup http(String url) {
            return new Setup("http", url, 60, false, 3);
        }

        public Setup deadline(int seconds) {
            return new Setup(kind, url, seconds, idempotent, maxAttempts);
        }

        public Setup mayBeAskedTwice() {
            return new Setup(kind, url, deadlineSeconds, true, maxAttempts);
        }

        public Setup attempts(int most) {
            return new Setup(kind, url, deadlineSeconds, idempotent, most);
        }
    }

    /** An active agent in a tenant of its own, idempotent; returns when the receiver knows it. */
    public TestAgent create(String kind) {
        return create(Setup.of(kind));
    }

    public TestAgent create(Setup setup) {
        UUID tenant = UUID.randomUUID();
        program.jdbc()
                .sql("INSERT INTO tenants (id, name) VALUES (:id, :name)")
                .param("id", tenant)
                .param("name", "t-" + tenant)
                .update();
        return create(setup, tenant);
    }

    /** Another agent of a tenant that is there. */
    public TestAgent create(Setup setup, UUID tenant) {
        UUID id = UUID.randomUUID();
        String secret = Hashes.randomSecret();
        String token = Hashes.randomToken("jaa_");
        program.jdbc()
                .sql("""
                        INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted,
                                            automation_token_sha256, idempotent, max_attempts, url, deadline_seconds)
                        VALUES (:id, :tenant, 'Test', :kind, 'active', :secret, :token, :idempotent, :attempts, :url,
                                :deadline)""")
                .param("id", id)
                .param("tenant", tenant)
                .param("kind", setup.kind())
                .param("secret", keyring.encrypt(secret))
                .param("token", Hashes.ofToken(token))
                .param("idempotent", setup.idempotent())
                .param("attempts", setup.maxAttempts())
                .param("url", setup.url())
                .param("deadline", setup.deadlineSeconds())
                .update();
        TestAgent agent = new TestAgent(program, id, tenant, secret, token);
        // A body of another tenant is refused once the agent is known, and runs nothing.
        await("the receiver to know agent " + id)
                .atMost(Duration.ofSeconds(10))
                .until(() -> agent.post("{\"tenant_id\":\"" + UUID.randomUUID() + "\"}")
                                .status()
                        == 403);
        return agent;
    }

    /** Typed by an operator into psql. */
    public void sql(String statement, UUID agentId) {
        program.jdbc().sql(statement).param("id", agentId).update();
    }
}
