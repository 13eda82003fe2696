package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.StatementDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a claim reads, counted by a real PostgreSQL: it is made many times a second, however long the queues are. */
class ClaimCostTest {
    private static final int QUEUED = 5_000;

    private static StatementDatabase database;

    private final UUID tenant = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        database = StatementDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void newTenant() throws SQLException {
        database.execute("TRUNCATE tenants, agents, agent_test_executions CASCADE");
        database.execute("INSERT INTO tenants (id, name) VALUES ('" + tenant + "', 'acme')");
    }

    @Test
    void noQueueIsReadOfAnAgentThatHasNoPlaceFree() throws SQLException {
        UUID full = agent(null);
        UUID idle = agent(null);
        queue(full, QUEUED, "NULL");
        queue(idle, 3, "NULL");
        Claimed claimed = claim(load(full, 64, null));
        assertThat(claimed.agents()).containsExactly(idle, idle, idle);
        assertThat(claimed.rowsRead()).isLessThan(100);
    }

    @Test
    void ofALongQueueOnlyAsMuchIsReadAsThereArePlaces() throws SQLException {
        UUID agent = agent(null);
        queue(agent, QUEUED, "NULL");
        Claimed claimed = claim(load(agent, 54, null));
        assertThat(claimed.agents()).hasSize(10);
        assertThat(claimed.rowsRead()).isLessThan(200);
    }

    @Test
    void whileABreakerIsOpenTheBackupsPlacesBoundWhatIsRead() throws SQLException {
        UUID backup = agent(null);
        UUID broken = agent(backup);
        queue(broken, QUEUED, "NULL");
        Claimed claimed = claim(load(broken, 0, 0), load(backup, 60, null));
        assertThat(claimed.asked()).containsExactly(backup, backup, backup, backup);
        assertThat(claimed.rowsRead()).isLessThan(200);
    }

    @Test
    void whatABackupHasTakenOverIsFoundBehindALongQueue() throws SQLException {
        UUID backup = agent(null);
        UUID agent = agent(backup);
        queue(agent, QUEUED, "NULL");
        queue(agent, 2, "1");
        Claimed claimed = claim(load(agent, 64, null));
        assertThat(claimed.asked()).containsExactly(backup, backup);
        assertThat(claimed.rowsRead()).isLessThan(100);
    }

    private record Claimed(List<UUID> agents, List<UUID> asked, long rowsRead) {}

    private UUID agent(UUID backup) throws SQLException {
        UUID id = UUID.randomUUID();
        database.execute(
                "INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted, backup_agent_id) VALUES ('"
                        + id + "', '" + tenant + "', 'a', 'echo', 'active', '', "
                        + (backup == null ? "NULL" : "'" + backup + "'")
                        + ")");
        return id;
    }

    private void queue(UUID agent, int events, String backupSince) throws SQLException {
        database.execute(
                "INSERT INTO agent_test_executions (id, agent_id, tenant_id, issue_key, status, queued_at, next_attempt_at,"
                        + " backup_since, payload, payload_sha256)"
                        + " SELECT gen_random_uuid(), '" + agent + "', '" + tenant
                        + "', 'A-' || n || coalesce('-' || " + backupSince + ", ''), 'queued', now(), now(), "
                        + backupSince + ", '', sha256(convert_to(n || '" + agent + backupSince + "', 'UTF8'))"
                        + " FROM generate_series(1, " + events + ") AS n");
        database.execute("ANALYZE agent_test_executions");
    }

    private static String load(UUID agent, int running, Integer places) {
        return "{\"agent_id\": \"" + agent + "\", \"running\": " + running + ", \"places\": " + places + "}";
    }

    private static Claimed claim(String... load) throws SQLException {
        Map<String, Object> values = Map.of(
                "limit",
                512,
                "load",
                "[" + String.join(", ", load) + "]",
                "tenants",
                "[]",
                "worker",
                "test",
                "lease_seconds",
                30.0);
        Claimed once = claim("force_custom_plan", values);
        Claimed always = claim("force_generic_plan", values);
        assertThat(always.agents()).isEqualTo(once.agents());
        return new Claimed(once.agents(), once.asked(), Math.max(once.rowsRead(), always.rowsRead()));
    }

    /** @param plan a plan for these parameters, or one that a connection keeps for all */
    private static Claimed claim(String plan, Map<String, Object> values) throws SQLException {
        try (Connection connection = database.connection();
                Statement setting = connection.createStatement()) {
            connection.setAutoCommit(false);
            setting.execute("SET LOCAL plan_cache_mode = " + plan);
            List<Map<String, Object>> rows = database.run(connection, "execution-claim", values);
            long read = rowsRead(connection);
            connection.rollback();
            return new Claimed(ids(rows, "agent_id"), ids(rows, "asked_id"), read);
        }
    }

    private static List<UUID> ids(List<Map<String, Object>> rows, String column) {
        return rows.stream().map(row -> (UUID) row.get(column)).toList();
    }

    /** Of this transaction, by all ways into the table; index entries of rows that are gone count as well. */
    private static long rowsRead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet counts = statement.executeQuery(
                        "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
                                + " WHERE relname = 'agent_test_executions'")) {
            counts.next();
            return counts.getLong(1);
        }
    }
}
