package io.jiraagent.jira;

import io.jiraagent.database.SqlFile;
import io.jiraagent.database.SqlText;
import io.jiraagent.tenant.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants' Jira sites in the database. Thread-safe. */
public final class JiraSites {
    private static final SqlText LIST = SqlText.load("jira-site-list");
    private static final String SAVE = SqlFile.read("jira-site-save");
    private static final String MODE = SqlFile.read("jira-site-mode");
    private static final String DELETE = SqlFile.read("jira-site-delete");

    private final JdbcClient jdbc;

    public JiraSites(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param tenant the only one to look for; empty: all */
    public List<JiraSite> list(Optional<UUID> tenant) {
        Map<String, Object> conditions = new HashMap<>();
        tenant.ifPresent(id -> conditions.put("tenant", id));
        return LIST.with(jdbc, conditions).query((row, number) -> read(row)).list();
    }

    public Optional<JiraSite> find(UUID tenant) {
        return list(Optional.of(tenant)).stream().findFirst();
    }

    /** @return empty where the tenant is not connected */
    public Optional<JiraSite> setMode(UUID tenant, CommentMode mode, Actor actor) {
        jdbc.sql(MODE)
                .param("tenant", tenant)
                .param("mode", mode.text())
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .update();
        return find(tenant);
    }

    /** Forgets it and its token; nothing is written into it any more. */
    public boolean remove(UUID tenant, Actor actor) {
        return jdbc.sql(DELETE)
                        .param("tenant", tenant)
                        .param("token", actor.tokenIdOrNull())
                        .param("actor", actor.name())
                        .update()
                == 1;
    }

    /** The token of a site as it is in the database. */
    Optional<String> encryptedToken(UUID tenant) {
        return LIST.with(jdbc, Map.of("tenant", tenant))
                .query((row, number) -> row.getString("token_encrypted"))
                .optional();
    }

    void save(JiraConnection connection, Entry entry, Actor actor) {
        jdbc.sql(SAVE)
                .param("tenant", connection.tenantId())
                .param("base_url", connection.account().baseUrl())
                .param("flavour", connection.account().flavour().text())
                .param("user_name", connection.account().user())
                .param("token_encrypted", entry.tokenEncrypted())
                .param("account_id", entry.owner().id())
                .param("account_name", entry.owner().name())
                .param("mode", connection.mode().text())
                .param("allowed_fields", String.join(",", connection.allowedFields()))
                .param("moved", entry.moved())
                .param("action", entry.action())
                .param("detail", entry.detail())
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .update();
    }

    /**
     * What is saved beside the connection itself.
     *
     * @param moved comments known of before are not in this Jira
     * @param detail for the audit log, JSON without secrets
     */
    record Entry(String tokenEncrypted, JiraProbe.Owner owner, boolean moved, String action, String detail) {}

    private static JiraSite read(ResultSet row) throws SQLException {
        String fields = row.getString("allowed_fields");
        return new JiraSite(
                row.getObject("tenant_id", UUID.class),
                row.getString("tenant_name"),
                row.getString("base_url"),
                JiraFlavour.of(row.getString("flavour")).orElseThrow(),
                row.getString("user_name"),
                row.getString("account_id"),
                row.getString("account_name"),
                CommentMode.of(row.getString("mode")).orElseThrow(),
                fields.isEmpty() ? List.of() : List.of(fields.split(",", -1)),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "rest_until"),
                row.getLong("pending"),
                row.getLong("failed"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
