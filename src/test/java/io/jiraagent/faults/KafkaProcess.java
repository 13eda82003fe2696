package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** A single Kafka broker. */
final class KafkaProcess implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private ChildProcess process;

    /** @param directory for data and log; kept over restarts */
    KafkaProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Of its data. */
    Path directory() {
        return directory;
    }

    String brokers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void start() {
        process = ChildProcess.start(
                "kafka",
                List.of(
                        Jvm.JAVA,
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaServerMain.class.getName(),
                        directory.toString(),
                        Integer.toString(port)),
                Map.of(),
                directory.resolveSibling("kafka.log"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers(), "reconnect.backoff.max.ms", "200"))) {
            await("Kafka to serve")
                    .atMost(PATIENCE)
                    .failFast("Kafka ended; see " + directory.resolveSibling("kafka.log"), () -> !process.alive())
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> answers(admin));
        }
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        process.signal("TERM");
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
