package io.jiraagent.doctor;

import io.jiraagent.database.SqlFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An agent as the database has it.
 *
 * @param encrypted its secret
 * @param previous the secret before, as long as it is valid
 * @param refused events of the last day that were refused because it is not active
 */
record ExaminedAgent(
        String id,
        String name,
        String tenant,
        String kind,
        String status,
        String encrypted,
        Optional<Previous> previous,
        long refused,
        long queued) {

    record Previous(String encrypted, Instant until) {}

    static List<ExaminedAgent> all(JdbcClient jdbc) {
        return jdbc.sql(SqlFile.read("doctor-agents"))
                .query((row, number) -> of(row))
                .list();
    }

    private static ExaminedAgent of(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("previous_hmac_secret_until");
        String previous = row.getString("previous_hmac_secret_encrypted");
        return new ExaminedAgent(
                row.getString("id"),
                row.getString("name"),
                row.getString("tenant"),
                row.getString("kind"),
                row.getString("status"),
                row.getString("hmac_secret_encrypted"),
                until == null || previous == null
                        ? Optional.empty()
                        : Optional.of(new Previous(previous, until.toInstant())),
                row.getLong("refused"),
                row.getLong("queued"));
    }

    boolean active() {
        return status.equals("active");
    }

    /** For people. */
    String called() {
        return "agent " + name + " of tenant " + tenant + " (" + id + ")";
    }
}
