package io.jiraagent.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jiraagent.config.Settings;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.postgresql.PGStatement;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens the connection pool and brings the schema up to date. */
public final class Databases {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration BORROW_PATIENCE = Duration.ofSeconds(3);

    private static final int COMMAND_PATIENCE_SECONDS = 10;

    private Databases() {}

    /**
     * Opens a pool. Waits up to a minute for a database that is still starting.
     *
     * @throws RuntimeException it cannot be reached; the message says why
     */
    public static HikariDataSource open(Settings.Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgres");
        config.setJdbcUrl(database.url());
        if (!database.user().isEmpty()) {
            config.setUsername(database.user());
        }
        if (!database.password().isEmpty()) {
            config.setPassword(database.password());
        }
        config.setMaximumPoolSize(database.poolSize());
        config.setMinimumIdle(2);
        config.setConnectionTimeout(BORROW_PATIENCE.toMillis());
        config.setInitializationFailTimeout(START_PATIENCE.toMillis());
        config.addDataSourceProperty("ApplicationName", "jira-agent-routes");
        // A server that vanished without a word must not hold a thread for the two hours of TCP.
        config.addDataSourceProperty("socketTimeout", "60");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The claim costs much by the planner's estimate and little in truth: compiling it would take longer than
        // running it. A search by words that are frequent needs room for all their places, or it reads each row again.
        config.setConnectionInitSql("SET jit = off; SET work_mem = '32MB'");
        return new HikariDataSource(config);
    }

    /** Connections without a pool, for a command that asks a few times and ends. Does not connect yet. */
    public static DataSource unpooled(Settings.Database database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.url());
        if (!database.user().isEmpty()) {
            dataSource.setUser(database.user());
        }
        if (!database.password().isEmpty()) {
            dataSource.setPassword(database.password());
        }
        dataSource.setApplicationName("jira-agent-routes");
        dataSource.setConnectTimeout(COMMAND_PATIENCE_SECONDS);
        dataSource.setSocketTimeout(COMMAND_PATIENCE_SECONDS);
        return dataSource;
    }

    /** Applies the migrations that are missing. Safe when several instances start at once. */
    public static void migrate(DataSource dataSource) {
        flyway(dataSource).migrate();
    }

    /**
     * How a schema stands to this version.
     *
     * @param missing migrations that are still to be applied
     * @param unknown migrations of a newer version
     */
    public record Migrations(int missing, int unknown) {}

    /** Compares, and changes nothing. */
    public static Migrations migrations(DataSource dataSource) {
        MigrationInfo[] all = flyway(dataSource).info().all();
        return new Migrations(
                (int) Arrays.stream(all).filter(m -> !m.getState().isApplied()).count(), (int) Arrays.stream(all)
                        .filter(m -> m.getState() == MigrationState.FUTURE_SUCCESS)
                        .count());
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/migration")
                .load();
    }

    /**
     * For lists with many filters. A query that takes longer is given up, so that no list can hold the connections that others
     * need; each is planned for its own values, since a plan for all would not know how many rows a tenant has.
     */
    public static JdbcClient patient(DataSource dataSource, Duration patience) {
        JdbcTemplate template = new JdbcTemplate(dataSource) {
            @Override
            protected void applyStatementSettings(Statement statement) throws SQLException {
                super.applyStatementSettings(statement);
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            }
        };
        template.setQueryTimeout((int) patience.toSeconds());
        return JdbcClient.create(template);
    }
}
