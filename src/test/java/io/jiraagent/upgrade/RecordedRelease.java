package io.jiraagent.upgrade;

import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a release has left in PostgreSQL and Kafka, as {@link ReleaseRecorder} has written it down. */
final class RecordedRelease {
    /** The recorded secrets are encrypted with it; it protects nothing. */
    static final String ENCRYPTION_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final String folder;

    /** @param name the folder under {@code src/test/resources/upgrade} */
    RecordedRelease(String name) {
        this.folder = "/upgrade/" + name + "/";
    }

    /** What the program is started with, by the one that records and by the one that takes over. */
    static Map<String, String> environment(
            EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka, int port, int managementPort) {
        return Map.of(
                "DATABASE_URL",
                postgres.libpqUrl(),
                "KAFKA_BROKERS",
                kafka.bootstrapServers(),
                "ENCRYPTION_KEY",
                ENCRYPTION_KEY,
                "AGENT_ALLOW_PRIVATE_NETWORKS",
                "true",
                "SERVER_STOP_DELAY",
                "0s",
                "SERVER_HOST",
                "127.0.0.1",
                "SERVER_PORT",
                Integer.toString(port),
                "MANAGEMENT_PORT",
                Integer.toString(managementPort));
    }

    /** A record of the intake topic. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] key, byte[] value) {}

    /** Into tables of the release's schema, which are empty but for the history of migrations. */
    void insertRows(JdbcClient jdbc) throws IOException {
        for (String line : lines("rows.txt")) {
            String table = line.substring(0, line.indexOf(' '));
            if (table.equals("flyway_schema_history")) {
                continue;
            }
            jdbc.sql("INSERT INTO " + table
                            + " OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_record(CAST(NULL AS " + table
                            + "), CAST(:row AS json))")
                    .param("row", line.substring(table.length() + 1))
                    .update();
        }
        jdbc.sql("SELECT setval(pg_get_serial_sequence('agent_test_executions', 'seq'), 1000)")
                .query(Long.class)
                .single();
    }

    /** As {@code <version> <checksum>}. */
    List<String> migrations(JdbcClient jdbc) throws IOException {
        List<String> migrations = new ArrayList<>();
        for (String line : lines("rows.txt")) {
            if (line.startsWith("flyway_schema_history ")) {
                migrations.add(jdbc.sql(
                                "SELECT CAST(:row AS json) ->> 'version' || ' ' || (CAST(:row AS json) ->> 'checksum')")
                        .param("row", line.substring(line.indexOf(' ') + 1))
                        .query(String.class)
                        .single());
            }
        }
        return migrations;
    }

    List<Entry> records() throws IOException {
        return lines("records.txt").stream()
                .map(line -> line.split(" ", 2))
                .map(parts -> new Entry(
                        parts[0].getBytes(StandardCharsets.UTF_8),
                        Base64.getDecoder().decode(parts[1])))
                .toList();
    }

    private List<String> lines(String file) throws IOException {
        try (InputStream in = RecordedRelease.class.getResourceAsStream(folder + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
