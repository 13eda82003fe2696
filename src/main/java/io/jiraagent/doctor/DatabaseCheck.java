package io.jiraagent.doctor;

import io.jiraagent.database.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Whether PostgreSQL answers, is new enough, and has the tables of this version. */
public final class DatabaseCheck implements Check {
    private static final int OLDEST = 14;
    private static final String START = "./jira-agent run";

    private final Optional<DataSource> dataSource;
    private final boolean embedded;

    /**
     * @param dataSource empty: no program has run here yet
     * @param embedded it is the one inside a program on this machine
     */
    public DatabaseCheck(Optional<DataSource> dataSource, boolean embedded) {
        this.dataSource = dataSource;
        this.embedded = embedded;
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Observation> look() {
        return List.of(dataSource
                .map(this::look)
                .orElseGet(() -> Observation.problem(
                        "no program has run here yet", "Start it: " + START + "; or set DATABASE_URL")));
    }

    private Observation look(DataSource there) {
        try (Connection connection = there.getConnection()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            return judge(there, version, connection.getMetaData().getDatabaseMajorVersion());
        } catch (SQLException e) {
            return Observation.problem(
                    embedded
                            ? "the program does not run, and PostgreSQL runs inside it"
                            : "PostgreSQL does not answer: " + Failures.innermost(e),
                    embedded
                            ? "Start it: " + START
                            : "Look at the server, and at DATABASE_URL, DATABASE_USER and DATABASE_PASSWORD: psql \"$DATABASE_URL\" -c 'SELECT 1'");
        }
    }

    private static Observation judge(DataSource dataSource, String version, int major) {
        if (major < OLDEST) {
            return Observation.problem(
                    "PostgreSQL " + version + " is too old", "Use PostgreSQL " + OLDEST + " or newer");
        }
        Databases.Migrations migrations = Databases.migrations(dataSource);
        if (migrations.missing() > 0) {
            return Observation.problem(
                    "PostgreSQL " + version + " lacks " + migrations.missing() + " migrations of this version",
                    "Start the program of this version, which applies them: " + START);
        }
        if (migrations.unknown() > 0) {
            return Observation.warning(
                    "PostgreSQL " + version + " has " + migrations.unknown()
                            + " migrations that this version does not know",
                    "Use the jira-agent of the version that runs");
        }
        return Observation.ok("PostgreSQL " + version + ", all migrations are there");
    }
}
