package io.jiraagent.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Instances of the release before go on while those of this one start: its statements have to suit the new schema. */
class PreviousStatementsTest {
    private static final String RELEASE = "0.1-v11";
    private static final Path STATEMENTS = Path.of("src/test/resources/upgrade", RELEASE, "sql");
    /** As Camel ({@code :#name}) and Spring ({@code :name}) have it; not a cast or a time. */
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):#?[a-z][a-z_]*");

    private static final String INDETERMINATE_DATATYPE = "42P18";
    private static final Pattern COMMENT = Pattern.compile("--.*");

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static Map<String, String> refusals(Path folder) throws IOException, SQLException {
        Map<String, String> refused = new TreeMap<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String sql = PARAMETER
                        .matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""))
                        .replaceAll("?");
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    assertThat(statement.getParameterMetaData().getParameterCount())
                            .isNotNegative();
                } catch (SQLException e) {
                    // Tables and columns were right; the type of a parameter is told when it is given.
                    if (!INDETERMINATE_DATATYPE.equals(e.getSQLState())) {
                        refused.put(file.getFileName().toString(), e.getMessage());
                    }
                }
            }
        }
        return refused;
    }

    @Test
    void eachStatementOfTheReleaseBeforeSuitsTheSchemaOfThisOne() throws IOException, SQLException {
        assertThat(STATEMENTS).isDirectoryContaining("glob:**/execution-claim.sql");
        assertThat(refusals(STATEMENTS)).isEmpty();
    }

    @Test
    void noMigrationOfTheReleaseBeforeWasChanged() throws IOException {
        JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());

        assertThat(jdbc.sql("SELECT version || ' ' || checksum FROM flyway_schema_history ORDER BY installed_rank")
                        .query(String.class)
                        .list())
                .startsWith(new RecordedRelease(RELEASE).migrations(jdbc).toArray(String[]::new));
        assertThat(MigrationVersion.fromVersion("11"))
                .isLessThan(MigrationVersion.fromVersion(
                        jdbc.sql("SELECT version FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1")
                                .query(String.class)
                                .single()));
    }
}
