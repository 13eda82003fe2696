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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads agents and changes their status; a caller gets no other tenant's. Thread-safe. */
public final class Agents {
    static final List<String> STATUSES = List.of("active", "paused", "draft");

    private static final Logger LOG = LoggerFactory.getLogger(Agents.class);
    private static final SqlText LIST = SqlText.load("history-agents");
    private static final SqlText NAMES = SqlText.load("history-agent-names");
    private static final SqlText CHANGE = SqlText.load("history-agent-status");

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
                .query((row, number) -> AgentState.read(row))
                .list();
    }

    /** @throws ProblemException 404 */
    AgentState read(UUID id, Caller caller) {
        Map<String, Object> conditions = scope(caller);
        conditions.put("agent", id);
        return LIST.with(jdbc, conditions)
                .query((row, number) -> AgentState.read(row))
                .optional()
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    List<Name> names(Caller caller) {
        return NAMES.with(jdbc, scope(caller))
                .query((row, number) -> new Name(Rows.uuid(row, "id"), row.getString("name")))
                .list();
    }

    /**
     * @param status one of {@link #STATUSES}
     * @throws ProblemException 404
     */
    AgentState change(UUID id, String status, Caller caller) {
        Map<String, Object> parameters = scope(caller);
        parameters.put("agent", id);
        parameters.put("status", status);
        if (CHANGE.with(jdbc, parameters).update() == 0) {
            throw new ProblemException(Problem.notFound());
        }
        LOG.info("Agent {} is {} now, by token {}", id, status, caller.tokenId());
        return read(id, caller);
    }

    private static Map<String, Object> scope(Caller caller) {
        Map<String, Object> conditions = new HashMap<>();
        caller.tenantId().ifPresent(tenant -> conditions.put("scope", tenant));
        return conditions;
    }
}
