package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.StatementDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A plan that a connection has kept since there were few executions is not kept when there are many. */
class StatisticsRefreshTest {
    private static final String FIND =
            "SELECT x.status FROM unnest(CAST($1 AS uuid[])) AS o (id) JOIN agent_test_executions x ON x.id = o.id";

    @Test
    void whatReadsTheWholeTableIsPlannedAnewOnceItHasGrown() throws SQLException, IOException {
        try (StatementDatabase database = StatementDatabase.start();
                Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE agent_test_executions SET (autovacuum_enabled = false)");
            insert(statement, 20);
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE find AS " + FIND);
            assertThat(plan(statement)).anyMatch(line -> line.contains("Seq Scan on agent_test_executions"));
            insert(statement, 20_000);
            assertThat(plan(statement)).as("kept").anyMatch(line -> line.contains("Seq Scan on agent_test_executions"));

            await().atMost(Duration.ofMinutes(1)).until(() -> refresh(database));

            assertThat(plan(statement)).noneMatch(line -> line.contains("Seq Scan on agent_test_executions"));
            assertThat(refresh(database)).as("again, without need").isFalse();
        }
    }

    @Test
    void aWorkerSeesToIt() {
        JdbcClient jdbc = RunningProgram.shared().jdbc();
        OffsetDateTime before =
                jdbc.sql("SELECT now()").query(OffsetDateTime.class).single();
        // Autovacuum may look just then, and nothing would be left to the route.
        jdbc.sql("ALTER TABLE agent_test_executions SET (autovacuum_enabled = false)")
                .update();
        try {
            jdbc.sql("""
                    INSERT INTO agent_test_executions (id, issue_key, status, queued_at, completed_at, payload, payload_sha256)
                    SELECT gen_random_uuid(), 'GROWN-1', 'completed', '2020-01-01', '2020-01-01', '', ''
                      FROM pg_class, generate_series(1, 1000 + 4 * greatest(CAST(reltuples AS bigint), 0))
                     WHERE oid = CAST('agent_test_executions' AS regclass)""").update();
            await("analyzed by the route").atMost(Duration.ofMinutes(1)).until(() -> jdbc.sql(
                            "SELECT coalesce(last_analyze > :before, false) FROM pg_stat_user_tables WHERE relname = 'agent_test_executions'")
                    .param("before", before)
                    .query(Boolean.class)
                    .single());
        } finally {
            jdbc.sql("DELETE FROM agent_test_executions WHERE issue_key = 'GROWN-1'")
                    .update();
            jdbc.sql("ALTER TABLE agent_test_executions RESET (autovacuum_enabled)")
                    .update();
        }
    }

    private static boolean refresh(StatementDatabase database) throws SQLException {
        return (boolean) database.run("statistics-refresh", Map.of()).get(0).get("analyzed");
    }

    private static void insert(Statement statement, int executions) throws SQLException {
        statement.execute(
                "INSERT INTO agent_test_executions (id, status, queued_at, completed_at, payload, payload_sha256)"
                        + " SELECT gen_random_uuid(), 'completed', now(), now(), '', ''"
                        + " FROM generate_series(1, " + executions + ")");
    }

    private static List<String> plan(Statement statement) throws SQLException {
        List<String> plan = new ArrayList<>();
        try (ResultSet lines =
                statement.executeQuery("EXPLAIN EXECUTE find('{00000000-0000-0000-0000-000000000000}')")) {
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
        }
        return plan;
    }
}
