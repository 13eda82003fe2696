package io.jiraagent.testing;

import io.jiraagent.demo.DemoSetup;
import io.jiraagent.secret.Hashes;
import io.jiraagent.ticket.SummaryPeek;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts rows into the running program's database; each call makes new ones, so that tests do not meet. */
public final class Seeds {
    private static final JdbcClient JDBC = RunningProgram.shared().jdbc();

    private Seeds() {}

    public static UUID tenant() {
        UUID id = UUID.randomUUID();
        JDBC.sql("INSERT INTO tenants (id, name) VALUES (:id, :name)")
                .param("id", id)
                .param("name", "t-" + id.toString().substring(0, 13))
                .update();
        return id;
    }

    /** A paused agent, so that no worker touches what waits for it. */
    public static UUID agent(UUID tenant, String name) {
        UUID id = UUID.randomUUID();
        JDBC.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
                SELECT :id, :tenant, :name, 'echo', 'paused', hmac_secret_encrypted FROM agents WHERE id = :demo""")
                .param("demo", DemoSetup.AGENT_ID)
                .param("id", id)
                .param("tenant", tenant)
                .param("name", name)
                .update();
        return id;
    }

    /** A tenant's connection with a Jira, which is off. */
    public static void jiraSite(UUID tenant, String url, String account) {
        JDBC.sql("""
                INSERT INTO jira_sites (tenant_id, base_url, flavour, token_encrypted, account_id, account_name)
                SELECT :tenant, :url, 'data-center', hmac_secret_encrypted, :account, :account FROM agents WHERE id = :demo""")
                .param("tenant", tenant)
                .param("url", url)
                .param("account", account)
                .param("demo", DemoSetup.AGENT_ID)
                .update();
    }

    /** @param tenant null: all */
    public static String token(String role, UUID tenant) {
        return token(role, tenant, null);
    }

    public static String token(String role, UUID tenant, Instant expiresAt) {
        String token = Hashes.randomToken("jat_");
        JDBC.sql("""
                INSERT INTO api_tokens (id, name, token_sha256, role, tenant_id, expires_at)
                VALUES (:id, :name, :hash, :role, :tenant, :expires)""")
                .param("id", UUID.randomUUID())
                .param("name", "a " + role)
                .param("hash", Hashes.ofToken(token))
                .param("role", role)
                .param("tenant", tenant)
                .param("expires", timestamp(expiresAt))
                .update();
        return token;
    }

    public static void revoke(String token) {
        JDBC.sql("UPDATE api_tokens SET revoked_at = now() WHERE token_sha256 = :hash")
                .param("hash", Hashes.ofToken(token))
                .update();
    }

    /** A sign-in link's code for the token. */
    public static String loginCode(String token) {
        String code = Hashes.randomToken("");
        JDBC.sql("""
                INSERT INTO login_links (code_sha256, token_id, expires_at)
                SELECT :code, id, now() + interval '1 hour' FROM api_tokens WHERE token_sha256 = :hash""")
                .param("code", Hashes.ofToken(code))
                .param("hash", Hashes.ofToken(token))
                .update();
        return code;
    }

    /** An alert of the tenant that began ten minutes ago. */
    public static void alert(UUID tenant, String name, String message, boolean over) {
        JDBC.sql("""
                INSERT INTO alerts (name, subject, tenant_id, message, since, seen_at, resolved_at)
                VALUES (:name, :subject, :tenant, :message, now() - interval '10 minutes', now() + interval '1 hour',
                        CASE WHEN :over THEN now() END)""")
                .param("name", name)
                .param("subject", UUID.randomUUID().toString())
                .param("tenant", tenant)
                .param("message", message)
                .param("over", over)
                .update();
    }

    public static Execution execution(UUID tenant, UUID agent) {
        return new Execution(
                UUID.randomUUID(), tenant, agent, "TEST-1", "completed", Instant.now(), null, null, "{\"a\":1}");
    }

    /** A row to be; {@link #insert()} makes it. */
    public record Execution(
            UUID id,
            UUID tenant,
            UUID agent,
            String issueKey,
            String status,
            Instant queuedAt,
            String result,
            String error,
            String payload) {
        public Execution key(String key) {
            return new Execution(id, tenant, agent, key, status, queuedAt, result, error, payload);
        }

        public Execution status(String value) {
            return new Execution(id, tenant, agent, issueKey, value, queuedAt, result, error, payload);
        }

        public Execution queuedAt(Instant at) {
            return new Execution(id, tenant, agent, issueKey, status, at, result, error, payload);
        }

        public Execution result(String json) {
            return new Execution(id, tenant, agent, issueKey, status, queuedAt, json, error, payload);
        }

        public Execution error(String json) {
            return new Execution(id, tenant, agent, issueKey, status, queuedAt, result, json, payload);
        }

        public Execution payload(String text) {
            return new Execution(id, tenant, agent, issueKey, status, queuedAt, result, error, text);
        }

        public UUID insert() {
            boolean ended = status.equals("completed") || status.equals("failed");
            boolean begun = !status.equals("queued");
            JDBC.sql("""
                    INSERT INTO agent_test_executions (
                        id, tenant_id, agent_id, issue_key, event_type, summary, status, queued_at, started_at, completed_at, attempt,
                        next_attempt_at, lease_until, worker, result, error, payload, payload_sha256, origin)
                    VALUES (:id, :tenant, :agent, :key, 'jira:issue_created', :summary, :status, :queued, :started, :completed, :attempt,
                        CASE WHEN :status = 'queued' THEN now() END,
                        CASE WHEN :status = 'in_progress' THEN now() + interval '1 hour' END, 'test',
                        CAST(:result AS jsonb), CAST(:error AS jsonb), :payload, :hash, '{"door": "webhook"}')""")
                    .param("id", id)
                    .param("tenant", tenant)
                    .param("agent", agent)
                    .param("key", issueKey)
                    .param("summary", SummaryPeek.peek(payload.getBytes(StandardCharsets.UTF_8)))
                    .param("status", status)
                    .param("queued", timestamp(queuedAt))
                    .param("started", begun ? timestamp(queuedAt.plusMillis(120)) : null)
                    .param("completed", ended ? timestamp(queuedAt.plusMillis(1620)) : null)
                    .param("attempt", begun ? 1 : 0)
                    .param("result", result)
                    .param("error", error)
                    .param("payload", payload.getBytes(StandardCharsets.UTF_8))
                    .param("hash", Hashes.sha256(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)))
                    .update();
            return id;
        }
    }

    public static void attempt(UUID execution, UUID agent, int epoch, int attempt, String outcome, String error) {
        JDBC.sql("""
                INSERT INTO execution_attempts (execution_id, epoch, attempt, agent_id, worker, started_at, ended_at, outcome, error)
                VALUES (:execution, :epoch, :attempt, :agent, 'test', now() - interval '2 seconds', now(), :outcome, CAST(:error AS jsonb))""")
                .param("execution", execution)
                .param("epoch", epoch)
                .param("attempt", attempt)
                .param("agent", agent)
                .param("outcome", outcome)
                .param("error", error)
                .update();
    }

    public static void alias(UUID id, UUID execution) {
        JDBC.sql("INSERT INTO execution_aliases (id, execution_id) VALUES (:id, :execution)")
                .param("id", id)
                .param("execution", execution)
                .update();
    }

    /** A bulk replay that is to begin with this execution. */
    public static UUID bulkReplay(UUID tenant, UUID execution) {
        UUID id = UUID.randomUUID();
        JDBC.sql("""
                INSERT INTO bulk_replays (id, actor, tenant_id, filter, rate_per_second, executions)
                VALUES (:id, 'a operator', :tenant, '{}', 1, 1)""").param("id", id).param("tenant", tenant).update();
        JDBC.sql("INSERT INTO bulk_replay_executions (replay_id, execution_id, epoch) VALUES (:id, :execution, 1)")
                .param("id", id)
                .param("execution", execution)
                .update();
        return id;
    }

    public static void rejected(UUID tenant, UUID agent, String reason) {
        JDBC.sql("""
                INSERT INTO rejected_requests (at, agent_id, tenant_id, reason, client, size_bytes)
                VALUES (now(), :agent, :tenant, :reason, '10.0.0.7', 1234)""")
                .param("agent", agent)
                .param("tenant", tenant)
                .param("reason", reason)
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
