package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What has failed for good and waits for somebody. */
public final class DeadLetterCheck implements Check {
    private final JdbcClient jdbc;

    public DeadLetterCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Failed(String reason, long letters, long undelivered) {}

    @Override
    public String name() {
        return "dead-letters";
    }

    @Override
    public List<Observation> look() {
        List<Failed> failed = jdbc.sql(SqlFile.read("doctor-dead-letters"))
                .query((row, number) ->
                        new Failed(row.getString("reason"), row.getLong("letters"), row.getLong("undelivered")))
                .list();
        List<Observation> seen = new ArrayList<>();
        long undelivered = failed.stream().mapToLong(Failed::undelivered).sum();
        if (undelivered > 0) {
            seen.add(Observation.problem(
                    undelivered + " have not reached the topic agent-executions.dead-letter for five minutes",
                    "Look at kafka in this list, and whether a worker runs: ./jira-agent run --role worker"));
        }
        failed.forEach(f -> seen.add(Observation.warning(
                f.letters() + " wait with the reason " + f.reason(),
                "Mend the cause (docs/operations.md), then: ./jira-agent dead-letters replay --all --reason "
                        + f.reason() + " --yes; or discard them")));
        return seen.isEmpty() ? List.of(Observation.ok("none")) : seen;
    }
}
