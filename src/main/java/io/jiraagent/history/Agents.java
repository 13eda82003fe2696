package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads agents; a caller gets no other tenant's. Thread-safe. */
public final class Agents {
    public static final List<String> STATUSES = List.of("active", "paused", "draft");

    private static final SqlText LIST = SqlText.load("history-agents");
    private static final SqlText NAMES = SqlText.load("history-agent-names");

    private final JdbcClient jdbc;

    public Agents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An agent to choose from in a filter. */
    public record Name(UUID id, String name) {}

    List<AgentState> list(Caller caller, Optional<UUID> tenant, Optional<String> status) {
        Map<String, Object> conditions = scope(caller);
        tenant.ifPresent(value -> conditions.put("tenant", value));
        status.ifPresent(value -> conditions.put("status", value));
        return LIST.with(jdbc, conditions)
                .query((row, number) -> AgentState.read(row, caller))
                .list();
    }

    /** @throws ProblemException 404, also for another tenant's */
    public AgentState read(UUID id, Caller caller) {
        Map<String, Object> conditions = scope(caller);
        conditions.put("agent", id);
        return LIST.with(jdbc, conditions)
                .query((row, number) -> AgentState.read(row, caller))
                .optional()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    List<Name> names(Caller caller) {
        return NAMES.with(jdbc, scope(caller))
                .query((row, number) -> new Name(Rows.uuid(row, "id"), row.getString("name")))
                .list();
    }

    private static Map<String, Object> scope(Caller caller) {
        Map<String, Object> conditions = new HashMap<>();
        caller.tenantId().ifPresent(tenant -> conditions.put("scope", tenant));
        return conditions;
    }
}
