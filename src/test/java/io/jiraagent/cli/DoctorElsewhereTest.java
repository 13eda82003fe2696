package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.config.Settings;
import io.jiraagent.doctor.ClockCheck;
import io.jiraagent.doctor.Verdict;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.RunningProgram;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What doctor says where nothing runs, and of servers that are not the program's. */
class DoctorElsewhereTest {
    @TempDir
    private Path folder;

    private static CommandRun doctor(Map<String, String> environment) {
        return CommandRun.with(environment, "doctor");
    }

    @Test
    void saysHowToStartWhereNoProgramHasRun() {
        CommandRun run = doctor(Map.of(
                "DATA_DIR", folder.resolve("none").toString(),
                "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())));

        assertThat(run.exitCode()).isEqualTo(RootCommand.FAILED);
        assertThat(run.out())
                .contains("PROBLEM   database        no program has run here yet")
                .contains("PROBLEM   kafka           the address of Kafka is not known")
                .contains("→ Start it: ./jira-agent run")
                .contains("3 problems");
    }

    @Test
    void looksAtServersOfItsOwnAndFindsTheOneThatIsAway() {
        Map<String, String> environment = new HashMap<>();
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"))) {
            try (EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
                environment.putAll(Map.of(
                        "DATABASE_URL", postgres.libpqUrl(),
                        "KAFKA_BROKERS", kafka.bootstrapServers(),
                        "SERVER_HOST", "127.0.0.1",
                        "SERVER_STOP_DELAY", "0s",
                        "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
                        "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())));
                CommandRun bare = doctor(environment);
                assertThat(bare.out())
                        .contains("ENCRYPTION_KEY is not set")
                        .containsPattern("lacks [0-9]+ migrations of this version")
                        .contains("topics are missing: agent-executions, agent-executions.dead-letter");

                environment.put("ENCRYPTION_KEY", Keyring.generateKey());
                try (Application api =
                        Application.start(Settings.load(Path.of("."), environment), EnumSet.of(Role.API))) {
                    assertThat(api.demo()).isEmpty();
                    assertThat(doctor(environment).out())
                            .contains(
                                    "PROBLEM   lag             no worker takes from agent-executions (group jira-agent-workers)")
                            .contains("→ Start one: ./jira-agent run --role worker");
                    assertWaiting(postgres, environment);
                    Map<String, String> ofWorker = new HashMap<>(environment);
                    ofWorker.put("MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort()));
                    try (Application worker =
                            Application.start(Settings.load(Path.of("."), ofWorker), EnumSet.of(Role.WORKER))) {
                        assertThat(worker.demo()).isEmpty();
                        await().atMost(Duration.ofSeconds(60))
                                .untilAsserted(() ->
                                        assertThat(doctor(environment).out()).contains("ok        lag", "0 problems"));
                    }
                }
            }
            assertThat(doctor(environment).out())
                    .contains("PROBLEM   kafka           no broker can be reached: ")
                    .contains("SKIPPED   lag             not looked at before kafka is mended")
                    .contains("ok        database");
            assertClock(postgres);
        }
        CommandRun nothing = doctor(environment);
        assertThat(nothing.exitCode()).isEqualTo(RootCommand.FAILED);
        assertThat(nothing.out())
                .contains("PROBLEM   database        PostgreSQL does not answer: ")
                .contains("SKIPPED   worker");
    }

    private static JdbcClient jdbc(EmbeddedPostgresServer postgres) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser("postgres");
        return JdbcClient.create(dataSource);
    }

    /** What is due and nobody takes, then what a lost worker holds; both are taken away again. */
    private static void assertWaiting(EmbeddedPostgresServer postgres, Map<String, String> environment) {
        CommandRun.with(environment, "tenant", "add", "--name", "acme").succeeded();
        CommandRun.with(environment, "agent", "add", "--tenant", "acme", "--name", "Echo", "--kind", "echo", "--active")
                .succeeded();
        JdbcClient jdbc = jdbc(postgres);
        jdbc.sql("""
                INSERT INTO agent_test_executions (id, agent_id, tenant_id, status, queued_at, next_attempt_at, payload,
                                                   payload_sha256)
                SELECT gen_random_uuid(), id, tenant_id, 'queued', now(), now() - interval '1 hour', '{}', '{}'
                  FROM agents""").update();
        assertThat(doctor(environment).out())
                .contains("PROBLEM   worker          1 executions are due, the oldest for 360");
        jdbc.sql("UPDATE agent_test_executions SET status = 'in_progress', lease_until = now() - interval '1 hour'")
                .update();
        assertThat(doctor(environment).out())
                .contains("PROBLEM   worker          1 executions are in_progress with a worker that is gone");
        jdbc.sql("DELETE FROM agent_test_executions").update();
        assertThat(doctor(environment).out()).contains("ok        worker");
    }

    private static void assertClock(EmbeddedPostgresServer postgres) {
        JdbcClient jdbc = jdbc(postgres);
        Clock right = Clock.systemUTC();

        assertThat(new ClockCheck(jdbc, right).look()).allMatch(o -> o.verdict() == Verdict.OK);
        assertThat(new ClockCheck(jdbc, Clock.offset(right, Duration.ofSeconds(-20))).look())
                .allMatch(o -> o.verdict() == Verdict.WARNING);
        assertThat(new ClockCheck(jdbc, Clock.offset(right, Duration.ofMinutes(5))).look())
                .allMatch(o -> o.verdict() == Verdict.PROBLEM && o.fix().contains("set-ntp"));
    }
}
