package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The agents in the database: looking at them. Thread-safe. */
public final class AgentRegistry {
    private static final String LIST = SqlFile.read("agent-list");

    private final JdbcClient jdbc;

    public AgentRegistry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ordered by tenant and name. */
    public List<RegisteredAgent> list() {
        return query(null, null);
    }

    /** Ordered by name. */
    public List<RegisteredAgent> listOf(UUID tenantId) {
        return query(tenantId, null);
    }

    public Optional<RegisteredAgent> find(UUID id) {
        return query(null, id).stream().findFirst();
    }

    /**
     * @param agent its id, or its name when no other agent of the tenant has the same
     * @throws NotRegisteredException the tenant has none, or several of that name
     */
    public RegisteredAgent resolve(UUID tenantId, String agent) {
        List<RegisteredAgent> found = listOf(tenantId).stream()
                .filter(a ->
                        a.id().toString().equalsIgnoreCase(agent) || a.name().equals(agent))
                .toList();
        if (found.size() != 1) {
            throw new NotRegisteredException("The tenant has " + (found.isEmpty() ? "no agent" : "several agents")
                    + " with the id or name '" + agent + "'.");
        }
        return found.get(0);
    }

    /** @throws InvalidRegistrationException its backup is not another agent of the same tenant */
    void checkBackup(AgentDefinition agent) {
        agent.backup().ifPresent(backup -> {
            boolean usable = !backup.equals(agent.id())
                    && find(backup)
                            .filter(b -> b.definition().tenantId().equals(agent.tenantId()))
                            .isPresent();
            if (!usable) {
                throw new InvalidRegistrationException(
                        "backup_agent_id", "The backup is the id of another agent of the same tenant.");
            }
        });
    }

    /** @throws NotRegisteredException there is none */
    public RegisteredAgent get(UUID id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    static NotRegisteredException unknown(UUID id) {
        return new NotRegisteredException("There is no agent with the id " + id + ".");
    }

    private List<RegisteredAgent> query(UUID tenantId, UUID id) {
        return jdbc.sql(LIST)
                .param("tenant", tenantId)
                .param("id", id)
                .query((row, number) -> read(row))
                .list();
    }

    private static RegisteredAgent read(ResultSet row) throws SQLException {
        AgentDefinition definition = new AgentDefinition(
                row.getObject("id", UUID.class),
                row.getObject("tenant_id", UUID.class),
                row.getString("name"),
                row.getString("kind"),
                Optional.ofNullable(row.getString("url")),
                ModelSettings.of(row.getString("model")),
                Optional.ofNullable(row.getString("public_key")),
                new AgentLimits(
                        row.getInt("concurrency"),
                        row.getInt("max_attempts"),
                        row.getInt("deadline_seconds"),
                        row.getInt("answer_within_seconds"),
                        row.getInt("retry_for_seconds"),
                        Optional.ofNullable(row.getObject("runs_per_issue_hour", Integer.class))),
                Allowance.of(
                        row.getString("rate_limit"),
                        row.getObject("daily_runs", Long.class),
                        row.getObject("daily_tokens", Long.class)),
                row.getBoolean("idempotent"),
                row.getBoolean("strict_payload"),
                row.getBoolean("strict_order"),
                Optional.ofNullable(row.getObject("backup_agent_id", UUID.class)),
                AgentStatus.of(row.getString("status")));
        return new RegisteredAgent(
                definition,
                row.getString("tenant_name"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "previous_secret_until"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
