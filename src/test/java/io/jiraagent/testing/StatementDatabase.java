package io.jiraagent.testing;

import io.jiraagent.database.SqlFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A PostgreSQL with the schema and nothing else, for tests of single statements. */
public final class StatementDatabase implements AutoCloseable {
    private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");

    private final EmbeddedPostgres postgres;
    private final DataSource database;

    private StatementDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.database = postgres.getPostgresDatabase();
    }

    public static StatementDatabase start() throws IOException {
        StatementDatabase started =
                new StatementDatabase(EmbeddedPostgres.builder().start());
        Flyway.configure().dataSource(started.database).load().migrate();
        return started;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    public Connection connection() throws SQLException {
        return database.getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a statement of the routes. */
    public List<Map<String, Object>> run(String file, Map<String, Object> parameters) throws SQLException {
        try (Connection connection = connection()) {
            return run(connection, file, parameters);
        }
    }

    public List<Map<String, Object>> run(Connection connection, String file, Map<String, Object> parameters)
            throws SQLException {
        List<String> order = new ArrayList<>();
        String sql = PARAMETER.matcher(SqlFile.read(file)).replaceAll(match -> {
            order.add(match.group(1));
            return "?";
        });
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < order.size(); i++) {
                statement.setObject(i + 1, parameters.get(order.get(i)));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static List<Map<String, Object>> read(ResultSet rows) throws SQLException {
        List<Map<String, Object>> all = new ArrayList<>();
        while (rows.next()) {
            Map<String, Object> row = new HashMap<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.put(rows.getMetaData().getColumnLabel(column), rows.getObject(column));
            }
            all.add(row);
        }
        return all;
    }
}
