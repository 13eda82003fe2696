package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose requests were refused of late, and why. */
public final class RefusalCheck implements Check {
    private final JdbcClient jdbc;

    public RefusalCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "refusals";
    }

    @Override
    public List<Observation> look() {
        List<Observation> seen = jdbc.sql(SqlFile.read("doctor-refused"))
                .query((row, number) -> {
                    String id = row.getString("agent_id");
                    String name = row.getString("name");
                    String whom = id == null
                            ? "no agent's address"
                            : name == null ? "unknown agent " + id : "agent " + name + " (" + id + ")";
                    return Observation.warning(
                            row.getLong("refused") + " requests to " + whom + " were refused within an hour: "
                                    + row.getString("reason"),
                            fix(row.getString("reason"), id, name != null));
                })
                .list();
        return seen.isEmpty() ? List.of(Observation.ok("none within an hour")) : seen;
    }

    private static String fix(String reason, String id, boolean known) {
        if (!known) {
            return "Enter the agent's address at the sender: ./jira-agent agent list";
        }
        return switch (reason) {
            case "missing_signature" ->
                "Have the sender sign; for Jira Automation use the automation address: ./jira-agent jira-setup --agent "
                        + id;
            case "invalid_signature" ->
                "Enter the agent's secret at the sender, or a new one: ./jira-agent secret rotate --agent " + id;
            case "stale_timestamp" -> "Set the sender's clock and this machine's by NTP: timedatectl";
            case "missing_token", "invalid_token" ->
                "Enter a new token in the rule: ./jira-agent secret rotate --agent " + id + " --automation-token";
            case "tenant_mismatch" ->
                "Take tenant_id out of the body, or send to an agent of that tenant: ./jira-agent agent list";
            case "rate_limited" -> "If it is meant to be more: ./jira-agent agent set " + id + " --rate-limit 600/min";
            case "unavailable" -> "Look at kafka and disk in this list, and at /observe/health/ready";
            default -> "The page Rejected requests says what mends it";
        };
    }
}
