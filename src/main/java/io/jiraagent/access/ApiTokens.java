package io.jiraagent.access;

import io.jiraagent.database.SqlFile;
import io.jiraagent.secret.Hashes;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AlreadyRegisteredException;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.Names;
import io.jiraagent.tenant.NotRegisteredException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Hands out, lists and revokes the tokens of API and pages. Stored is only their hash. Thread-safe. */
public final class ApiTokens {
    private static final String INSERT = SqlFile.read("api-token-insert");
    private static final String LIST = SqlFile.read("api-token-list");
    private static final String REVOKE = SqlFile.read("api-token-revoke");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final JdbcClient jdbc;

    public ApiTokens(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a token allows; each more than the one before. */
    public enum Role {
        /** Look. */
        VIEWER,
        /** Replay, discard, pause. */
        OPERATOR,
        /** Make agents and tokens. */
        ADMIN;

        /** As the database, the API and people write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A token as the database holds it.
     *
     * @param tenantId empty: for all tenants
     * @param expiresAt empty: never
     * @param state {@code valid}, {@code expired} or {@code revoked}
     */
    public record Token(
            UUID id,
            String name,
            Role role,
            Optional<UUID> tenantId,
            Optional<String> tenantName,
            Instant createdAt,
            Optional<Instant> expiresAt,
            Optional<Instant> revokedAt,
            String state) {}

    /**
     * A new token with its text, handed out once. Never prints the text.
     *
     * @param text what its bearer sends
     */
    public record HandedOut(Token token, String text) {
        @Override
        public String toString() {
            return "HandedOut[" + token.id() + "]";
        }
    }

    /**
     * @param tenantId empty: for all tenants
     * @param validFor empty: for ever
     * @throws InvalidRegistrationException the name or the time is not usable
     * @throws AlreadyRegisteredException a valid token has this name
     */
    public HandedOut create(String name, Role role, Optional<UUID> tenantId, Optional<Duration> validFor, Actor actor) {
        Names.checkTitle("a token", name);
        if (validFor.isPresent() && outOfRange(validFor.get())) {
            throw new InvalidRegistrationException("A token is valid for 1s to " + LONGEST.toDays() + "d.");
        }
        UUID id = UUID.randomUUID();
        String text = Hashes.randomToken("jat_");
        int created = jdbc.sql(INSERT)
                .param("id", id)
                .param("name", name)
                .param("token_hash", Hashes.ofToken(text))
                .param("role", role.text())
                .param("tenant", tenantId.orElse(null))
                .param("valid_seconds", validFor.map(Duration::toSeconds).orElse(null))
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .update();
        if (created == 0) {
            throw new AlreadyRegisteredException(
                    "There is a valid token named '" + name + "' already; revoke it first, or choose another name.");
        }
        return new HandedOut(query(id).get(0), text);
    }

    /** Ordered by name. */
    public List<Token> list() {
        return query(null);
    }

    /**
     * Ends a token; one that was revoked before stays so.
     *
     * @param idOrName the id of any, or the name of a valid one
     * @throws NotRegisteredException there is none
     */
    public Token revoke(String idOrName, Actor actor) {
        return jdbc
                .sql(REVOKE)
                .param("id", Names.asId(idOrName).orElse(null))
                .param("name", idOrName)
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .query(UUID.class)
                .list()
                .stream()
                .findFirst()
                .map(id -> query(id).get(0))
                .orElseThrow(() -> new NotRegisteredException("There is no valid token '" + idOrName + "'."));
    }

    private static boolean outOfRange(Duration validFor) {
        return validFor.toSeconds() < 1 || validFor.compareTo(LONGEST) > 0;
    }

    private List<Token> query(UUID id) {
        return jdbc.sql(LIST).param("id", id).query((row, number) -> read(row)).list();
    }

    private static Token read(ResultSet row) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("tenant_id", UUID.class)),
                Optional.ofNullable(row.getString("tenant_name")),
                instant(row, "created_at").orElseThrow(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                row.getString("state"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
