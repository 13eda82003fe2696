package io.jiraagent.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single-node Kafka broker (KRaft) in this process, on loopback. The only class that touches the broker's internals.
 */
public final class EmbeddedKafkaBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafkaBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** As {@link #start(Path, int)}, on a free port. */
    public static EmbeddedKafkaBroker start(Path directory) {
        return start(directory, freePort());
    }

    /**
     * Starts the broker; formats {@code directory} on the first start, keeps its data afterwards.
     *
     * @param port of the loopback interface
     */
    public static EmbeddedKafkaBroker start(Path directory, int port) {
        return start(directory, port, EmbeddedKafkaBroker::freePort);
    }

    /** @param free offers ports for the controller; the broker's among them, as long as nobody listens on it */
    static EmbeddedKafkaBroker start(Path directory, int port, IntSupplier free) {
        try {
            Files.createDirectories(directory);
            int controllerPort = IntStream.generate(free)
                    .filter(offered -> offered != port)
                    .findFirst()
                    .orElseThrow();
            format(directory);
            KafkaRaftServer server =
                    new KafkaRaftServer(new KafkaConfig(settings(directory, port, controllerPort), false), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafkaBroker(server, port);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("The embedded Kafka broker did not start: " + e.getMessage(), e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers(port);
    }

    /** Of a broker that is being started on that port. */
    public static String bootstrapServers(int port) {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path directory) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(clusterId(directory))
                .setNodeId(1)
                .setDirectories(java.util.List.of(directory.resolve("log").toString()))
                .setMetadataLogDirectory(directory.resolve("log").toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setIgnoreFormatted(true);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IOException("Cannot format " + directory, e);
        }
    }

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve("cluster.id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", directory.resolve("log").toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // One node has no replica to wait for: without these a start after kill -9 takes ten seconds longer.
        settings.put("broker.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "250");
        // Sized for a process of 512 MiB instead of a machine.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        // The system's own, which grow: with 100 KiB, each megabyte that is fetched stops ten times.
        settings.put("socket.send.buffer.bytes", "-1");
        settings.put("socket.receive.buffer.bytes", "-1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("metadata.log.max.snapshot.interval.ms", "600000");
        return settings;
    }

    /** A port of the loopback interface that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port for the embedded Kafka broker", e);
        }
    }
}
