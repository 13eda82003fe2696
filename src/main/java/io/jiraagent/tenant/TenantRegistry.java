package io.jiraagent.tenant;

import io.jiraagent.database.SqlFile;
import io.jiraagent.database.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tenants in the database. Thread-safe. */
public final class TenantRegistry {
    private static final String INSERT = SqlFile.read("tenant-insert");
    private static final SqlText UPDATE = SqlText.load("tenant-update");
    private static final SqlText LIST = SqlText.load("tenant-list");
    private static final int NAMES_TOLD = 20;

    private final JdbcClient jdbc;

    public TenantRegistry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws InvalidRegistrationException the name is not usable
     * @throws AlreadyRegisteredException the name or the id is taken
     */
    public Tenant add(UUID id, String name, Allowance allowance, Actor actor) {
        Names.checkSlug("tenant", name);
        AgentRules.check(allowance);
        int added = jdbc.sql(INSERT)
                .param("id", id)
                .param("name", name)
                .params(allowance.columns())
                .param("token", actor.tokenIdOrNull())
                .param("actor", actor.name())
                .update();
        if (added == 0) {
            throw new AlreadyRegisteredException(find(name)
                    .map(taken -> "There is a tenant named '" + name + "' already; its id is " + taken.id() + ".")
                    .orElse("There is a tenant with the id " + id + " already."));
        }
        return find(id).orElseThrow();
    }

    /**
     * Changes a tenant's settings; receivers and workers follow within seconds.
     *
     * @param change given the tenant as it is; id and name stay
     * @throws InvalidRegistrationException it is not usable
     * @throws NotRegisteredException there is no such tenant
     */
    public Tenant change(UUID id, UnaryOperator<Tenant> change, Actor actor) {
        Tenant before =
                find(id).orElseThrow(() -> new NotRegisteredException("There is no tenant with the id " + id + "."));
        Tenant after = change.apply(before);
        AgentRules.check(after.allowance());
        AgentRules.checkAccounts(after.ownAccounts());
        ChangedColumns changed = ChangedColumns.between(before.columns(), after.columns());
        if (!changed.none()) {
            UPDATE.with(jdbc, changed.parameters(id, actor)).update();
        }
        return find(id).orElseThrow();
    }

    /** Ordered by name. */
    public List<Tenant> list() {
        return query(Map.of());
    }

    public Optional<Tenant> find(UUID id) {
        return query(Map.of("id", id)).stream().findFirst();
    }

    public Optional<Tenant> find(String name) {
        return query(Map.of("name", name)).stream().findFirst();
    }

    private List<Tenant> query(Map<String, Object> conditions) {
        return LIST.with(jdbc, conditions).query((row, number) -> read(row)).list();
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
                Allowance.of(
                        row.getString("rate_limit"),
                        row.getObject("daily_runs", Long.class),
                        row.getObject("daily_tokens", Long.class)),
                accounts(row),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    static List<String> accounts(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("own_accounts").getArray());
    }
}
