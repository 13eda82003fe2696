package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import io.jiraagent.embedded.EmbeddedPostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL with durable settings; its first process is our child, so that it can be signalled. */
final class PostgresProcess implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private String binary;
    private ChildProcess process;

    /** @param directory for data and log; kept over restarts */
    PostgresProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** The folder of its files. */
    Path data() {
        return directory.resolve("data");
    }

    /** The address for the program. */
    String url() {
        return "postgresql://postgres@127.0.0.1:" + port + "/postgres";
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        source.setUser("postgres");
        source.setConnectTimeout(5);
        source.setSocketTimeout(30);
        return source;
    }

    @Override
    public void start() {
        if (binary == null) {
            binary = initialise();
        }
        process = ChildProcess.start("postgres", command(), Map.of(), directory.resolveSibling("postgres.log"));
        await("PostgreSQL to serve")
                .atMost(PATIENCE)
                .failFast("PostgreSQL ended; see " + directory.resolveSibling("postgres.log"), () -> !process.alive())
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    /** Makes the data folder by way of the embedded server; the path of its program. */
    private String initialise() {
        EmbeddedPostgresServer once = EmbeddedPostgresServer.start(directory);
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip());
            return ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            once.close();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary, "-D", data().toString(), "-p", Integer.toString(port), "-k", ""));
        for (String setting : List.of(
                "fsync=on",
                "full_page_writes=on",
                "synchronous_commit=on",
                "listen_addresses=127.0.0.1",
                "shared_buffers=64MB",
                "max_connections=120",
                "max_wal_size=96MB",
                "timezone=UTC")) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private boolean answers() {
        try (Connection connection = dataSource().getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A fast shutdown: sessions are ended, everything is written. */
    @Override
    public void stop() {
        process.signal("INT");
        process.awaitExit();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void pause() {
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    /** The processor time used so far. */
    Duration cpu() {
        return process.cpu();
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }
}
