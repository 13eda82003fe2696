package io.jiraagent.access;

import io.jiraagent.access.TokenStore.StoredToken;
import io.jiraagent.database.SqlFile;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is signed in to the pages, in PostgreSQL. Beginning and end stand in the audit log. Thread-safe. */
public final class Sessions {
    private static final String BEGIN = SqlFile.read("session-begin");
    private static final String BEGIN_PERSON = SqlFile.read("session-begin-person");
    private static final String FIND = SqlFile.read("session-find");
    private static final String END = SqlFile.read("session-end");
    private static final String TENANT = SqlFile.read("session-tenant");
    private static final String REFUSE = SqlFile.read("session-refuse");

    private final JdbcClient jdbc;
    private final long longestSeconds;

    /** @param longest a session ends so long after its beginning */
    public Sessions(JdbcClient jdbc, Duration longest) {
        this.jdbc = jdbc;
        this.longestSeconds = longest.toSeconds();
    }

    /**
     * @param by how the token's holder has signed in, a word for the audit log
     * @return the session's id
     */
    public UUID begin(UUID tokenId, String by) {
        UUID id = UUID.randomUUID();
        jdbc.sql(BEGIN)
                .param("id", id)
                .param("token", tokenId)
                .param("by", by)
                .param("longest_seconds", longestSeconds)
                .update();
        return id;
    }

    /**
     * @param stateSha256 of the answer by which the provider has signed the person in
     * @param idTokenEncrypted handed out by {@link #end}
     * @return the session's id; empty when the answer has been used before
     */
    public Optional<UUID> begin(Person person, byte[] stateSha256, String idTokenEncrypted) {
        UUID id = UUID.randomUUID();
        int begun = jdbc.sql(BEGIN_PERSON)
                .param("id", id)
                .param("subject", person.subject())
                .param("name", person.name())
                .param("role", person.role().label())
                .param("tenant", person.tenantId().orElse(null))
                .param("id_token", idTokenEncrypted)
                .param("state", stateSha256)
                .param("longest_seconds", longestSeconds)
                .update();
        return begun == 0 ? Optional.empty() : Optional.of(id);
    }

    /** @param nameOrId of a tenant, as a provider tells it */
    public Optional<UUID> tenantId(String nameOrId) {
        return jdbc.sql(TENANT).param("tenant", nameOrId).query(UUID.class).optional();
    }

    /** Writes down that somebody may not look here, and ends what sessions they have. */
    public void refuse(String subject, String name) {
        jdbc.sql(REFUSE).param("subject", subject).param("name", name).update();
    }

    /** Whom a session belongs to that has not been ended; its time may be over. */
    Optional<StoredToken> find(UUID id) {
        return jdbc.sql(FIND)
                .param("id", id)
                .query((row, number) -> TokenStore.read(row))
                .optional();
    }

    /** Signs out. @return the encrypted ID token of somebody whom a provider had signed in */
    Optional<String> end(UUID id) {
        return jdbc.sql(END).param("id", id).query(String.class).list().stream()
                .flatMap(idToken -> Optional.ofNullable(idToken).stream())
                .findFirst();
    }
}
