package io.jiraagent.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads tokens and login links from PostgreSQL, which knows them by their hashes only. Thread-safe. */
public final class TokenStore {
    private static final String TOKEN =
            "SELECT id, name, role, tenant_id, expires_at FROM api_tokens WHERE revoked_at IS NULL AND ";

    private final JdbcClient jdbc;

    public TokenStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param expiresAt null: never */
    record StoredToken(Caller caller, Instant expiresAt) {
        boolean validAt(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    /** A token that is not revoked; it may have expired. */
    Optional<StoredToken> byHash(byte[] sha256) {
        return jdbc.sql(TOKEN + "token_sha256 = :hash")
                .param("hash", sha256)
                .query((row, number) -> read(row))
                .optional();
    }

    /** A token that is not revoked; it may have expired. */
    Optional<StoredToken> byId(UUID id) {
        return jdbc.sql(TOKEN + "id = :id")
                .param("id", id)
                .query((row, number) -> read(row))
                .optional();
    }

    /** Uses up a login link: of several callers at once, one gets its token. */
    Optional<UUID> redeem(byte[] codeSha256) {
        return jdbc.sql("DELETE FROM login_links WHERE code_sha256 = :hash AND expires_at > now() RETURNING token_id")
                .param("hash", codeSha256)
                .query(UUID.class)
                .optional();
    }

    static StoredToken read(ResultSet row) throws SQLException {
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        return new StoredToken(
                new Caller(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        AccessRole.of(row.getString("role")),
                        Optional.ofNullable(row.getObject("tenant_id", UUID.class))),
                expires == null ? null : expires.toInstant());
    }
}
