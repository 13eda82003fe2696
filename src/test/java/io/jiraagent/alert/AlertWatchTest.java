package io.jiraagent.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.database.SqlFile;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What the statement finds. Each test is a transaction that is taken back, so that no worker meets its rows. */
class AlertWatchTest {
    private static final String WATCH = SqlFile.read("alert-watch").replace(":#", ":");
    private static final RunningProgram PROGRAM = RunningProgram.shared();

    private final UUID tenant = Seeds.tenant();
    private final UUID agent = Seeds.agent(tenant, "Night shift");

    private void inTransaction(Consumer<JdbcClient> test) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(
                PROGRAM.demo("DATABASE_URL").replace("postgresql://postgres@", "jdbc:postgresql://"), "postgres", "");
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)).executeWithoutResult(status -> {
            test.accept(JdbcClient.create(dataSource));
            status.setRollbackOnly();
        });
    }

    private static void watch(JdbcClient jdbc) {
        jdbc.sql(WATCH)
                .params(new AlertRules(3, java.time.Duration.ofMinutes(10), java.time.Duration.ofHours(4)).thresholds())
                .update();
    }

    private List<Map<String, Object>> alerts(JdbcClient jdbc, String name) {
        return jdbc.sql("SELECT * FROM alerts WHERE name = :name AND tenant_id IS NOT DISTINCT FROM :tenant")
                .param("name", name)
                .param("tenant", name.equals("dead_letters_undelivered") ? null : tenant, java.sql.Types.OTHER)
                .query()
                .listOfRows();
    }

    private void execution(JdbcClient jdbc, String status, String columns, String values) {
        jdbc.sql("""
                INSERT INTO agent_test_executions (id, agent_id, tenant_id, status, payload, payload_sha256, queued_at, %s)
                VALUES (gen_random_uuid(), :agent, :tenant, :status, '', '', now() - interval '1 hour', %s)""".formatted(columns, values))
                .param("agent", agent)
                .param("tenant", tenant)
                .param("status", status)
                .update();
    }

    private void failed(JdbcClient jdbc, String ended) {
        execution(
                jdbc,
                "failed",
                "completed_at, dead_lettered_at, error",
                "now() - interval '" + ended + "', now(), '{\"reason\":\"agent_unreachable\"}'");
    }

    @Test
    void anAgentWhoseExecutionsFail() {
        inTransaction(jdbc -> {
            failed(jdbc, "1 minute");
            failed(jdbc, "2 minutes");
            failed(jdbc, "20 minutes");
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_failing")).isEmpty();

            failed(jdbc, "3 minutes");
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_failing")).singleElement().satisfies(alert -> assertThat(
                            alert.get("message").toString())
                    .startsWith("3 executions of agent Night shift failed")
                    .contains("agent_unreachable"));
        });
    }

    @Test
    void executionsThatNobodyTakesUnlessTheirAgentIsPaused() {
        inTransaction(jdbc -> {
            execution(jdbc, "queued", "next_attempt_at", "now() - interval '11 minutes'");
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_waiting")).isEmpty();

            jdbc.sql("UPDATE agents SET status = 'active' WHERE id = :id")
                    .param("id", agent)
                    .update();
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_waiting")).singleElement().satisfies(alert -> assertThat(
                            alert.get("message").toString())
                    .contains("agent Night shift has been due for 11 minutes"));
        });
    }

    @Test
    void anOpenBreaker() {
        inTransaction(jdbc -> {
            jdbc.sql("""
                    INSERT INTO breaker_states (agent_id, worker, state, since)
                    VALUES (:id, 'w1', 'open', now() - interval '5 minutes'), (:id, 'w2', 'half_open', now())""").param("id", agent).update();
            watch(jdbc);
            assertThat(alerts(jdbc, "breaker_open")).hasSize(1);
        });
    }

    private void refused(JdbcClient jdbc, int count, String reason, String ago) {
        jdbc.sql("""
                INSERT INTO rejected_requests (at, agent_id, tenant_id, reason, client, size_bytes)
                SELECT now() - CAST(:ago AS interval), :agent, :tenant, :reason, '192.0.2.1', 2
                  FROM generate_series(1, :count)""")
                .param("ago", ago)
                .param("agent", agent)
                .param("tenant", tenant)
                .param("reason", reason)
                .param("count", count)
                .update();
    }

    @Test
    void requestsThatAreRefusedAgainAndAgainForOneReason() {
        inTransaction(jdbc -> {
            refused(jdbc, 29, "invalid_signature", "1 minute");
            refused(jdbc, 29, "missing_signature", "1 minute");
            refused(jdbc, 29, "invalid_signature", "6 minutes");
            watch(jdbc);
            assertThat(alerts(jdbc, "requests_refused")).isEmpty();

            refused(jdbc, 1, "invalid_signature", "0 minutes");
            watch(jdbc);
            assertThat(alerts(jdbc, "requests_refused")).singleElement().satisfies(alert -> assertThat(
                            alert.get("message").toString())
                    .startsWith("30 requests to agent Night shift were refused")
                    .contains("invalid_signature"));
        });
    }

    @Test
    void deadLettersThatDoNotReachTheirTopic() {
        inTransaction(jdbc -> {
            execution(jdbc, "failed", "completed_at", "now() - interval '6 minutes'");
            watch(jdbc);
            assertThat(alerts(jdbc, "dead_letters_undelivered")).hasSize(1);
        });
    }

    @Test
    void whatHasNotHeldForTwoMinutesIsOverAndHoldsAnewLater() {
        inTransaction(jdbc -> {
            failed(jdbc, "1 minute");
            failed(jdbc, "1 minute");
            failed(jdbc, "1 minute");
            watch(jdbc);
            jdbc.sql("UPDATE agent_test_executions SET discarded_at = now() WHERE agent_id = :id")
                    .param("id", agent)
                    .update();
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_failing"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.get("resolved_at")).isNull());

            jdbc.sql("UPDATE alerts SET seen_at = seen_at - interval '3 minutes', since = since - interval '3 minutes'")
                    .update();
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_failing"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.get("resolved_at")).isNotNull());

            jdbc.sql("UPDATE agent_test_executions SET discarded_at = NULL WHERE agent_id = :id")
                    .param("id", agent)
                    .update();
            watch(jdbc);
            assertThat(alerts(jdbc, "executions_failing")).singleElement().satisfies(alert -> {
                assertThat(alert.get("resolved_at")).isNull();
                assertThat(alert.get("since")).isEqualTo(alert.get("seen_at"));
            });
        });
    }
}
