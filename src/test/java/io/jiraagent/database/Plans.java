package io.jiraagent.database;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How PostgreSQL has run a statement. */
public final class Plans {
    private Plans() {}

    /** The lines of the plan with the rows that were read, after running the statement. */
    public static List<String> of(JdbcClient jdbc, SqlText statement, Map<String, Object> parameters) {
        return jdbc.sql("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) " + statement.text(parameters.keySet()))
                .params(parameters)
                .query(String.class)
                .list();
    }
}
