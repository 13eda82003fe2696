package io.jiraagent.quality;

import io.jiraagent.agent.enhancer.SimilarTicket;
import io.jiraagent.ticket.Ticket;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;

/** A PostgreSQL with the product's tables, asked by the product's statement. */
final class TicketTable implements AutoCloseable {
    private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");

    private final EmbeddedPostgres postgres;
    private final Connection connection;
    private final String statement;
    private final List<String> parameters = new ArrayList<>();

    TicketTable() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        connection = postgres.getPostgresDatabase().getConnection();
        try (InputStream in = TicketTable.class.getResourceAsStream("/sql/ticket-similar.sql")) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            statement = PARAMETER.matcher(sql).replaceAll(match -> {
                parameters.add(match.group(1));
                return "?";
            });
        }
    }

    /** What the product says about a ticket when it comes; it is remembered. */
    List<SimilarTicket> similar(UUID tenant, Ticket ticket) throws SQLException {
        Map<String, String> values = Map.of(
                "tenant_id", tenant.toString(),
                "issue_key", ticket.key(),
                "summary", ticket.summary(),
                "description", ticket.description(),
                "remember", "true");
        try (PreparedStatement query = connection.prepareStatement(statement)) {
            for (int i = 0; i < parameters.size(); i++) {
                query.setString(i + 1, values.get(parameters.get(i)));
            }
            try (ResultSet rows = query.executeQuery()) {
                List<SimilarTicket> similar = new ArrayList<>();
                while (rows.next()) {
                    similar.add(new SimilarTicket(
                            rows.getString("issue_key"), rows.getDouble("score"), rows.getBoolean("duplicate")));
                }
                return similar;
            }
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        connection.close();
        postgres.close();
    }
}
