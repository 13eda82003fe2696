package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether somebody takes what is due, as far as the rows tell. */
public final class WorkerCheck implements Check {
    private static final String START =
            "Start a worker: ./jira-agent run --role worker (or run, with embedded servers)";

    private final JdbcClient jdbc;

    public WorkerCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public List<Observation> look() {
        return jdbc.sql(SqlFile.read("doctor-waiting"))
                .query((row, number) -> List.of(judge(row)))
                .single();
    }

    private static Observation judge(ResultSet row) throws SQLException {
        long due = row.getLong("due");
        long lost = row.getLong("lost");
        String waiting = due + " executions are due, the oldest for " + row.getLong("oldest_seconds") + " s";
        if (lost > 0) {
            return Observation.problem(
                    lost + " executions are in_progress with a worker that is gone, and nobody takes them over", START);
        }
        if (due > 0 && row.getLong("live") == 0) {
            return Observation.problem(
                    waiting + ", and nobody takes them: no worker runs, or it cannot reach the database", START);
        }
        if (due > 0) {
            return Observation.warning(
                    waiting + ", while " + row.getLong("live") + " run: the workers cannot follow",
                    START + ", or give the agents more places: ./jira-agent agent set <id> --concurrency 128");
        }
        return Observation.ok("nothing is overdue; " + row.getLong("live") + " run, " + row.getLong("awaited")
                + " wait for a later answer");
    }
}
