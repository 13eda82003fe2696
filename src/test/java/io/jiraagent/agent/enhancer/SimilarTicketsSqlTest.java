package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statement against a real PostgreSQL with the real schema. */
class SimilarTicketsSqlTest {
    private static final Pattern PARAMETER = Pattern.compile(":#(\\w+)");

    private static EmbeddedPostgres postgres;
    private static DataSource database;
    private static String sql;

    private final UUID tenant = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getPostgresDatabase();
        Flyway.configure().dataSource(database).load().migrate();
        try (InputStream in = SimilarTicketsSqlTest.class.getResourceAsStream("/sql/ticket-similar.sql")) {
            sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void theFirstTicketHasNoneBeforeItAndIsRemembered() throws SQLException {
        assertThat(similar("A-1", "Login fails with error 500", "")).isEmpty();
        assertThat(similar("A-2", "Login fails with error 500", ""))
                .extracting(SimilarTicket::issueKey)
                .containsExactly("A-1");
    }

    @Test
    void theSameTicketAgainIsNotSimilarToItself() throws SQLException {
        similar("A-1", "Login fails with error 500", "");
        assertThat(similar("A-1", "Login fails with error 500", "")).isEmpty();
    }

    @Test
    void anEditedTicketIsFoundByItsNewWordsOnly() throws SQLException {
        similar("A-1", "Printer jams on double sided pages", "");
        similar("A-1", "Calendar invites arrive twice", "");
        assertThat(similar("A-2", "Printer jams on double sided pages", "")).isEmpty();
        assertThat(similar("A-3", "Calendar invites arriving twice", ""))
                .extracting(SimilarTicket::issueKey)
                .containsExactly("A-1");
    }

    @Test
    void theSameWordsAreADuplicate() throws SQLException {
        similar("A-1", "Login page shows error 500 after password reset", "It started on Monday");
        SimilarTicket found = similar("A-2", "LOGIN page shows error 500 after password reset!", "It started on Monday")
                .get(0);
        assertThat(found.duplicate()).isTrue();
        assertThat(found.score()).isBetween(0.95, 1.0);
    }

    @Test
    void aRewordedReportIsSimilarButNoDuplicate() throws SQLException {
        similar("A-1", "Login fails with error 500 after password reset", "");
        SimilarTicket found = similar("A-2", "After resetting the password users cannot log in", "")
                .get(0);
        assertThat(found.duplicate()).isFalse();
        assertThat(found.score()).isBetween(0.25, 0.85);
    }

    @Test
    void aSpellingMistakeDoesNotHideASimilarTicket() throws SQLException {
        similar("A-1", "Attachmnets missing in notificaton mail", "");
        assertThat(similar("A-2", "Attachments missing in notification mail", ""))
                .hasSize(1);
    }

    @Test
    void shortGeneralSummariesAreNoDuplicatesUnlessTheDescriptionsAgree() throws SQLException {
        similar("A-1", "Login broken", "The mobile app shows a white screen after entering the code");
        assertThat(similar("A-2", "Login broken", "Desktop: the certificate of the proxy has run out")
                        .get(0)
                        .duplicate())
                .isFalse();
        assertThat(similar("A-3", "Login broken", "The mobile app shows a white screen after entering the code")
                        .get(0)
                        .duplicate())
                .isTrue();
    }

    @Test
    void unrelatedTicketsAreNotListed() throws SQLException {
        similar("A-1", "Export of invoices to PDF lacks the logo", "");
        assertThat(similar("A-2", "Dark mode for the mobile app", "")).isEmpty();
    }

    @Test
    void anotherTenantsTicketsAreNeverSeen() throws SQLException {
        query(UUID.randomUUID().toString(), "B-1", "Login fails with error 500", "");
        assertThat(similar("A-1", "Login fails with error 500", "")).isEmpty();
    }

    @Test
    void atMostFiveComeBackBestFirst() throws SQLException {
        for (int i = 1; i <= 8; i++) {
            similar("A-" + i, "Upload of large files fails" + " again".repeat(i), "");
        }
        List<SimilarTicket> found = similar("A-9", "Upload of large files fails", "");
        assertThat(found).hasSize(5);
        assertThat(found).extracting(SimilarTicket::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "'",
                "''; DROP TABLE tickets; --",
                "\\",
                "a\\'b",
                "& | ! ( ) <-> :*",
                "C:\\users\\x & 'y' | z:A",
                "http://example.com/?a=1&b='2'|c",
                "的登录页面",
                "🔥🔥🔥",
                "the and of",
                "\"unclosed \"phrase",
                "%_%",
                "a:b:c",
                "it's o'clock \\' isn't"
            })
    void noTextIsAnError(String text) throws SQLException {
        similar("A-1", text, text);
        assertThat(similar("A-2", text, text))
                .allSatisfy(found -> assertThat(found.score()).isBetween(0.0, 1.0));
    }

    @Test
    void hugeTextsAreNoError() throws SQLException {
        String words = "lorem'ipsum\\ ".repeat(90_000);
        similar("A-1", words, words);
        similar("A-3", "x".repeat(1_000_000), "y".repeat(1_000_000));
        assertThat(similar("A-2", words, words)).isNotEmpty();
    }

    @Test
    void missingTextsAreEmptyTexts() throws SQLException {
        assertThat(query(tenant.toString(), "A-1", null, null)).isEmpty();
    }

    @Test
    void itRunsAsAStepOfCamel() throws Exception {
        similar("A-1", "Login fails with error 500", "");
        CamelContext camel = new DefaultCamelContext();
        try {
            SqlComponent component = new SqlComponent();
            component.setDataSource(database);
            camel.addComponent("sql", component);
            camel.start();
            List<?> rows = camel.createProducerTemplate()
                    .requestBody(
                            "sql:classpath:sql/ticket-similar.sql",
                            Map.of(
                                    "tenant_id", tenant.toString(),
                                    "issue_key", "A-2",
                                    "summary", "Login fails with error 500",
                                    "description", "It's \\ what & ever",
                                    "remember", true),
                            List.class);
            assertThat(rows).hasSize(1);
            assertThat(SimilarTicket.of(row(rows.get(0)))).isEqualTo(new SimilarTicket("A-1", 1.0, true));
        } finally {
            camel.stop();
        }
    }

    @Test
    void theFileHoldsNothingCamelWouldTakeForAParameter() {
        String withoutParameters = PARAMETER.matcher(sql).replaceAll("");
        assertThat(withoutParameters).doesNotContain("#", "?", "::");
    }

    @Test
    void aHundredThousandTicketsAreFoundByIndex() throws SQLException {
        UUID crowd = UUID.randomUUID();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO tickets (tenant_id, issue_key, summary, description) SELECT '" + crowd
                    + "', 'C-' || n, 'Problem ' || substr(md5(n::text), 1, 8) || ' fails in ' || substr(md5((n % 5000)::text), 1, 8)"
                    + " || ' module', 'text ' || n FROM generate_series(1, 100000) AS n");
            statement.execute("ANALYZE tickets");
        }
        String plan = plan(crowd.toString(), "C-100001", "Problem login fails in checkout module", "");
        assertThat(plan).contains("tickets_search").contains("tickets_summary_trigrams");
        assertThat(plan).doesNotContain("Seq Scan on tickets");
    }

    private List<SimilarTicket> similar(String key, String summary, String description) throws SQLException {
        return query(tenant.toString(), key, summary, description);
    }

    private static List<SimilarTicket> query(String tenant, String key, String summary, String description)
            throws SQLException {
        return run(sql, tenant, key, summary, description).stream()
                .map(SimilarTicket::of)
                .toList();
    }

    private static String plan(String tenant, String key, String summary, String description) throws SQLException {
        return run("EXPLAIN (ANALYZE) " + sql, tenant, key, summary, description).stream()
                .map(row -> String.valueOf(row.get("QUERY PLAN")))
                .collect(Collectors.joining("\n"));
    }

    private static List<Map<String, Object>> run(
            String statement, String tenant, String key, String summary, String description) throws SQLException {
        Map<String, String> values = new HashMap<>();
        values.put("tenant_id", tenant);
        values.put("issue_key", key);
        values.put("summary", summary);
        values.put("description", description);
        values.put("remember", "true");
        List<String> order = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(statement);
        String prepared = parameter.replaceAll(match -> {
            order.add(match.group(1));
            return "?";
        });
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(prepared)) {
            for (int i = 0; i < order.size(); i++) {
                query.setString(i + 1, values.get(order.get(i)));
            }
            try (ResultSet result = query.executeQuery()) {
                return rows(result);
            }
        }
    }

    private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        while (result.next()) {
            Map<String, Object> row = new HashMap<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, ?> row(Object row) {
        Map<String, Object> copy = new HashMap<>();
        ((Map<?, ?>) row).forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }
}
