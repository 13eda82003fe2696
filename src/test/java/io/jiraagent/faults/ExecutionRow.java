package io.jiraagent.faults;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the database says of an id that was handed out.
 *
 * @param wanted the id; another than {@code id} when it is an alias
 * @param id null when there is no row
 * @param both the id has a row and is an alias as well
 * @param reason of its failure, or null
 * @param unknownAttempts attempts of which nobody knows whether the agent acted
 */
record ExecutionRow(UUID wanted, UUID id, boolean both, String status, int epoch, String reason, int unknownAttempts) {
    private static final Set<String> TERMINAL = Set.of("completed", "failed");

    boolean terminal() {
        return TERMINAL.contains(status);
    }

    boolean failed() {
        return "failed".equals(status);
    }

    boolean unknown() {
        return failed() && "outcome_unknown".equals(reason);
    }

    /** By the id that was handed out. */
    static Map<UUID, ExecutionRow> find(JdbcClient jdbc, Collection<UUID> ids) {
        Map<UUID, ExecutionRow> rows = new HashMap<>();
        List<ExecutionRow> list = jdbc.sql("""
                        SELECT w.id AS wanted, e.id, a.id IS NOT NULL AND d.id IS NOT NULL AS both, e.status, e.epoch,
                               e.error ->> 'reason' AS reason,
                               (SELECT count(*) FROM execution_attempts t
                                 WHERE t.execution_id = e.id
                                   AND (t.outcome = 'lost' OR t.error ->> 'reason' = 'outcome_unknown')) AS unknown
                          FROM unnest(CAST(:ids AS uuid[])) AS w (id)
                          LEFT JOIN execution_aliases a ON a.id = w.id
                          LEFT JOIN agent_test_executions d ON d.id = w.id
                          LEFT JOIN agent_test_executions e ON e.id = coalesce(a.execution_id, w.id)""")
                .param("ids", array(ids))
                .query((row, number) -> read(row))
                .list();
        list.forEach(row -> rows.put(row.wanted(), row));
        return rows;
    }

    private static ExecutionRow read(ResultSet row) throws SQLException {
        return new ExecutionRow(
                row.getObject("wanted", UUID.class),
                row.getObject("id", UUID.class),
                row.getBoolean("both"),
                row.getString("status"),
                row.getInt("epoch"),
                row.getString("reason"),
                row.getInt("unknown"));
    }

    /** A literal of PostgreSQL's {@code uuid[]}. */
    static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
