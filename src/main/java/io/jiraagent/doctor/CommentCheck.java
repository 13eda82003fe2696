package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether results come into the tenants' Jiras. */
public final class CommentCheck implements Check {
    private final JdbcClient jdbc;

    public CommentCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "comments";
    }

    @Override
    public List<Observation> look() {
        List<Observation> seen = jdbc.sql(SqlFile.read("doctor-comments"))
                .query((row, number) -> Observation.warning(
                        "tenant " + row.getString("tenant") + ": " + row.getLong("failed") + " comments failed, "
                                + row.getLong("late") + " wait for more than ten minutes"
                                + (row.getString("reason") == null ? "" : " (" + row.getString("reason") + ")"),
                        "See what Jira says: ./jira-agent jira status; connect anew where the token has ended: ./jira-agent jira"
                                + " connect --tenant " + row.getString("tenant")))
                .list();
        return seen.isEmpty() ? List.of(Observation.ok("all that are wanted are written")) : seen;
    }
}
