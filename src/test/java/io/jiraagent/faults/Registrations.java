package io.jiraagent.faults;

import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.StubJira;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A tenant and its agents, written into the tables of a running program. */
final class Registrations {
    private final JdbcClient jdbc;
    private final Keyring keyring;
    private final UUID tenantId = UUID.randomUUID();

    /** @param keyring the program's */
    Registrations(JdbcClient jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.keyring = keyring;
    }

    void tenant(String name) {
        jdbc.sql("INSERT INTO tenants (id, name) VALUES (:id, :name)")
                .param("id", tenantId)
                .param("name", name)
                .update();
    }

    /** An active agent that the receiver may not know yet. */
    Post.Target agent(UUID id, Behaviour behaviour, String url) {
        String secret = Hashes.randomSecret();
        jdbc.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted, idempotent, max_attempts,
                                    deadline_seconds, url)
                VALUES (:id, :tenant, :name, 'http', 'active', :secret, :idempotent, :attempts, :deadline, :url)""")
                .param("id", id)
                .param("tenant", tenantId)
                .param("name", behaviour.name())
                .param("secret", keyring.encrypt(secret))
                .param("idempotent", behaviour.idempotent)
                .param("attempts", behaviour.maxAttempts)
                .param("deadline", behaviour.deadlineSeconds)
                .param("url", url)
                .update();
        return new Post.Target(id, tenantId, behaviour, secret);
    }

    /** Results of the tenant's agents are told there. */
    void connect(StubJira jira) {
        jdbc.sql("""
                INSERT INTO jira_sites (tenant_id, base_url, flavour, user_name, token_encrypted, account_id, mode)
                VALUES (:tenant, :url, 'cloud', :user, :token, :account, 'on')""")
                .param("tenant", tenantId)
                .param("url", jira.url())
                .param("user", StubJira.USER)
                .param("token", keyring.encrypt(StubJira.TOKEN))
                .param("account", StubJira.ACCOUNT)
                .update();
    }
}
