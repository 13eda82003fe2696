package io.jiraagent.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** PostgreSQL with durable settings, listening on loopback, its data in one folder. */
public final class EmbeddedPostgresServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private EmbeddedPostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts the server on a free port, after ending one that a killed process left behind on the same data.
     *
     * @param directory where the data is kept; created where missing
     * @throws UncheckedIOException it did not come up; {@code postgres.log} in the directory says why
     */
    public static EmbeddedPostgresServer start(Path directory) {
        Path data = directory.resolve("data");
        try {
            Files.createDirectories(directory);
            OrphanPostgres.end(data);
            ProcessBuilder.Redirect log = ProcessBuilder.Redirect.appendTo(
                    directory.resolve("postgres.log").toFile());
            return new EmbeddedPostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setErrorRedirector(log)
                    .setOutputRedirector(log)
                    // The library switches durability off for tests; here a row must survive a power cut.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("max_connections", "120")
                    .setServerConfig("max_wal_size", "1GB")
                    .setServerConfig("timezone", "UTC")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL did not start; see " + directory.resolve("postgres.log"), e);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /** The address for this program. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres";
    }

    /** The address for psql. */
    public String libpqUrl() {
        return "postgresql://postgres@127.0.0.1:" + port() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
