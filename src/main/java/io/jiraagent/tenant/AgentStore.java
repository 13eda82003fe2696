package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.security.PublicKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads agents from PostgreSQL and decrypts their secrets. Thread-safe. */
public final class AgentStore {
    private static final Logger LOG = LoggerFactory.getLogger(AgentStore.class);

    private static final String ALL = SqlFile.read("agent-directory");

    private final JdbcClient jdbc;
    private final Keyring keyring;

    public AgentStore(JdbcClient jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.keyring = keyring;
    }

    /** Moves with every change of tenants and agents, whoever makes it. */
    public long version() {
        return jdbc.sql("SELECT version FROM registry_version")
                .query(Long.class)
                .single();
    }

    public Map<UUID, Agent> load() {
        Map<UUID, Agent> agents = new HashMap<>();
        jdbc.sql(ALL).query((row, number) -> read(row)).list().forEach(a -> agents.put(a.id(), a));
        return Map.copyOf(agents);
    }

    /** Names of all tenants, also of those without agents. */
    public Map<UUID, String> tenants() {
        Map<UUID, String> names = new HashMap<>();
        jdbc.sql("SELECT id, name FROM tenants")
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .forEach(tenant -> names.put(tenant.getKey(), tenant.getValue()));
        return Map.copyOf(names);
    }

    private Agent read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        return new Agent(
                id,
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant_name"),
                row.getString("name"),
                row.getString("kind"),
                row.getString("status"),
                signingKeys(id, row.getString("hmac_secret_encrypted"), row.getString("previous")),
                publicKey(id, row.getString("public_key")),
                Optional.ofNullable(row.getBytes("automation_token_sha256")),
                row.getBoolean("strict_payload"),
                Optional.ofNullable(row.getString("url")).map(AgentAddress::new),
                ModelSettings.of(row.getString("model")),
                Duration.ofSeconds(row.getInt("deadline_seconds")),
                Allowance.of(
                        row.getString("rate_limit"),
                        row.getObject("daily_runs", Long.class),
                        row.getObject("daily_tokens", Long.class)),
                Allowance.of(
                        row.getString("tenant_rate_limit"),
                        row.getObject("tenant_daily_runs", Long.class),
                        row.getObject("tenant_daily_tokens", Long.class)),
                ownAccounts(row),
                Optional.ofNullable(row.getObject("runs_per_issue_hour", Integer.class)),
                Optional.ofNullable(row.getObject("listening_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }

    private static Set<String> ownAccounts(ResultSet row) throws SQLException {
        return TenantRegistry.accounts(row).stream()
                .map(account -> account.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<PublicKey> publicKey(UUID id, String text) {
        try {
            return Optional.ofNullable(text).map(Ed25519::publicKey);
        } catch (IllegalArgumentException e) {
            LOG.error("Agent {}: its public key is none, so that Ed25519 signatures are refused", id);
            return Optional.empty();
        }
    }

    private Optional<SigningKeys> signingKeys(UUID id, String current, String previous) {
        try {
            SigningKeys keys = SigningKeys.of(keyring.decrypt(current));
            return Optional.of(previous == null ? keys : keys.and(SigningKeys.of(keyring.decrypt(previous))));
        } catch (UnreadableSecretException e) {
            LOG.error(
                    "Agent {}: {}; its webhooks are answered with 503, and nothing is signed for it, until this is mended",
                    id,
                    e.getMessage());
            return Optional.empty();
        }
    }
}
