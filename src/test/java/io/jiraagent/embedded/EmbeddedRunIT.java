package io.jiraagent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.ProgramProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one-command start, as a new user lives with it: first start, kill, restart, a second instance. */
class EmbeddedRunIT {
    @TempDir
    private Path dataDir;

    private static String send(ProgramProcess program) {
        ProgramProcess send =
                ProgramProcess.launch(Map.of("DATA_DIR", program.dataDir().toString()), "webhook", "send", "--no-wait");
        assertThat(send.awaitExit()).as(send.output()).isZero();
        await().until(() -> send.output().contains("Execution ID: "));
        assertThat(send.output()).contains("SUCCESS! Agent webhook triggered successfully!");
        return send.output().replaceAll("(?s).*Execution ID: (\\S+).*", "$1");
    }

    private static String status(ProgramProcess program, String id) throws SQLException {
        String url = program.demo().get("DATABASE_URL").replace("postgresql://postgres@", "jdbc:postgresql://");
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT status FROM agent_test_executions WHERE id = '" + id + "'")) {
            return rows.next() ? rows.getString(1) : "none";
        }
    }

    private static void awaitCompleted(ProgramProcess program, String id) {
        await("execution " + id + " to complete")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(status(program, id)).isEqualTo("completed"));
    }

    private static boolean postgresRuns(Path dataDir) {
        return ProcessHandle.allProcesses()
                .anyMatch(p -> p.info().commandLine().orElse("").contains("postgres -D " + dataDir));
    }

    @Test
    void keepsEverythingOverKillAndRestart() throws IOException, SQLException {
        String before;
        String webhookSecret;
        ProgramProcess first = ProgramProcess.run(dataDir);
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dataDir.resolve("demo.env"))))
                    .isEqualTo("rw-------");
            assertThat(first.demo())
                    .containsKeys(
                            "WEBHOOK_URL",
                            "AUTOMATION_URL",
                            "AGENT_ID",
                            "TENANT_ID",
                            "HMAC_SECRET",
                            "AUTOMATION_TOKEN",
                            "ADMIN_TOKEN",
                            "API_URL",
                            "DATABASE_URL",
                            "KAFKA_BROKERS");
            assertThat(first.output()).contains(first.demo().get("WEBHOOK_URL"), "/login?code=", "openssl", "curl");
            assertThat(first.output())
                    .doesNotContain(first.demo().get("HMAC_SECRET"))
                    .doesNotContain(first.demo().get("ADMIN_TOKEN"))
                    .doesNotContain(first.demo().get("AUTOMATION_TOKEN"));
            webhookSecret = first.demo().get("HMAC_SECRET");
            before = send(first);
            awaitCompleted(first, before);
        } finally {
            first.kill();
        }
        assertThat(postgresRuns(dataDir))
                .as("the killed program left its PostgreSQL")
                .isTrue();

        try (ProgramProcess second = ProgramProcess.run(dataDir)) {
            assertThat(second.demo()).containsEntry("HMAC_SECRET", webhookSecret);
            assertThat(status(second, before)).isEqualTo("completed");
            awaitCompleted(second, send(second));
        }
        assertThat(postgresRuns(dataDir))
                .as("a program that was stopped leaves nothing")
                .isFalse();
    }

    @Test
    void refusesASecondInstanceOnTheSameData() {
        try (ProgramProcess first = ProgramProcess.run(dataDir)) {
            ProgramProcess second = ProgramProcess.launch(Map.of("DATA_DIR", dataDir.toString()), "run");

            assertThat(second.awaitExit()).isEqualTo(1);
            await().untilAsserted(() -> assertThat(second.output())
                    .contains(
                            "is using the data directory",
                            "process " + first.handle().pid()));
        }
    }
}
