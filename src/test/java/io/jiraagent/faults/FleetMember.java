package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.Balancer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A receiver or worker of a {@link Fleet}. */
final class FleetMember implements Balancer.Instance {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess process;
    private final int port;
    private final int managementPort;
    private final Path log;

    FleetMember(ChildProcess process, int port, int managementPort, Path log) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String managementUrl() {
        return "http://127.0.0.1:" + managementPort;
    }

    void awaitReady() {
        await(log + " to be ready")
                .atMost(PATIENCE)
                .failFast("It ended; see " + log, () -> !process.alive())
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ProgramUnderTest.ready(managementUrl()));
    }

    /** Whether what a worker wrote under this name was written by this process. */
    boolean isWorker(String name) {
        return name.startsWith(process.pid() + "-");
    }

    /** The processor time used so far. */
    Duration cpu() {
        return process.cpu();
    }

    boolean alive() {
        return process.alive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** SIGTERM; its exit code, when it has ended. */
    int stop() {
        process.signal("TERM");
        return process.awaitExit();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
