package io.jiraagent.tenant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants in the database. Thread-safe. */
public final class TenantRegistry {
    private static final int NAMES_TOLD = 20;

    private final JdbcClient jdbc;

    public TenantRegistry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws InvalidRegistrationException the name is not usable
     * @throws AlreadyRegisteredException the name or the id is taken
     */
    public Tenant add(UUID id, String name) {
        Names.checkSlug("tenant", name);
        int added = jdbc.sql("INSERT INTO tenants (id, name) VALUES (:id, :name) ON CONFLICT DO NOTHING")
                .param("id", id)
                .param("name", name)
                .update();
        if (added == 0) {
            throw new AlreadyRegisteredException(find(name)
                    .map(taken -> "There is a tenant named '" + name + "' already; its id is " + taken.id() + ".")
                    .orElse("There is a tenant with the id " + id + " already."));
        }
        return find(id).orElseThrow();
    }

    /** Ordered by name. */
    public List<Tenant> list() {
        return jdbc.sql("SELECT id, name, created_at FROM tenants ORDER BY name")
                .query((row, number) -> read(row))
                .list();
    }

    public Optional<Tenant> find(UUID id) {
        return jdbc.sql("SELECT id, name, created_at FROM tenants WHERE id = :id")
                .param("id", id)
                .query((row, number) -> read(row))
                .optional();
    }

    public Optional<Tenant> find(String name) {
        return jdbc.sql("SELECT id, name, created_at FROM tenants WHERE name = :name")
                .param("name", name)
                .query((row, number) -> read(row))
                .optional();
    }

    /**
     * For people who may know all tenants.
     *
     * @throws NotRegisteredException there is none; the message tells the names that there are
     */
    public Tenant resolve(String idOrName) {
        return Names.asId(idOrName)
                .map(this::find)
                .orElseGet(() -> find(idOrName))
                .orElseThrow(() ->
                        new NotRegisteredException("There is no tenant '" + idOrName + "'. Known: " + names() + "."));
    }

    private String names() {
        List<Tenant> all = list();
        if (all.isEmpty()) {
            return "none yet";
        }
        String first = all.stream().limit(NAMES_TOLD).map(Tenant::name).collect(Collectors.joining(", "));
        return all.size() <= NAMES_TOLD ? first : first + " and " + (all.size() - NAMES_TOLD) + " more";
    }

    private static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
