package io.jiraagent.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Receivers and workers by the commands and settings of the compose file, the workers' with what the Kubernetes manifest
 * adds, as processes beside a Kafka and a PostgreSQL of their own. Only addresses are others, home is here, stops and leases
 * are shorter, and agents may be on this machine.
 */
final class Fleet implements AutoCloseable {
    static final String DATABASE_PASSWORD = "database-secret";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** For tests: processes start quickly, and are slow for ever. */
    private static final List<String> QUICK = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Ports ports = new Ports();
    private final String encryptionKey = Keyring.generateKey();
    private final Path directory;
    private final List<String> jvmOptions;
    private final PostgresProcess postgres;
    private final KafkaProcess kafka;
    private final JdbcClient jdbc;
    private final List<FleetMember> receivers = new CopyOnWriteArrayList<>();
    private final List<FleetMember> workers = new CopyOnWriteArrayList<>();
    private int launched;

    /**
     * @param directory for logs and all data
     * @param jvmOptions of receivers and workers
     */
    Fleet(Path directory, List<String> jvmOptions) {
        this.directory = directory;
        this.jvmOptions = jvmOptions;
        postgres = new PostgresProcess(directory.resolve("postgres"), ports.next());
        kafka = new KafkaProcess(directory.resolve("kafka"), ports.next());
        jdbc = JdbcClient.create(postgres.dataSource());
    }

    private static final class Shared {
        static final Fleet FLEET = start();

        private static Fleet start() {
            try {
                Fleet fleet = new Fleet(Files.createTempDirectory(Path.of("target"), "fleet"), QUICK);
                fleet.startServers();
                return fleet;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one that all tests share, with servers and nothing else at first. It ends with this JVM. */
    static Fleet shared() {
        return Shared.FLEET;
    }

    void startServers() {
        postgres.start();
        kafka.start();
    }

    /** Returns when at least so many run and are ready; those that have ended are forgotten. */
    void scale(int receivers, int workers) {
        launch("api", this.receivers, receivers);
        launch("worker", this.workers, workers);
        this.receivers.forEach(FleetMember::awaitReady);
        this.workers.forEach(FleetMember::awaitReady);
    }

    private void launch(String service, List<FleetMember> members, int wanted) {
        members.removeIf(member -> !member.alive());
        while (members.size() < wanted) {
            members.add(launch(service));
        }
    }

    private FleetMember launch(String name) {
        JsonNode service =
                Yaml.read(Path.of("docker-compose.yml")).path("services").path(name);
        Map<String, String> environment = new HashMap<>();
        service.path("environment")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), here(entry.getValue().asText())));
        if (name.equals("worker")) {
            environment.putAll(manifest(name));
        }
        int port = ports.next();
        int managementPort = ports.next();
        environment.putAll(Map.of(
                "DATABASE_USER", "postgres",
                "SERVER_HOST", "127.0.0.1",
                "SERVER_PORT", Integer.toString(port),
                "MANAGEMENT_PORT", Integer.toString(managementPort),
                "SERVER_STOP_DELAY", "2s",
                "EXECUTION_LEASE", Site.LEASE,
                "AGENT_ALLOW_PRIVATE_NETWORKS", "true"));
        launched++;
        Path log = directory.resolve(name + "-" + launched + ".log");
        return new FleetMember(ChildProcess.start(name, command(service), environment, log), port, managementPort, log);
    }

    /** A value of the compose file. */
    private String here(String value) {
        return value.replaceAll("\\$\\{ENCRYPTION_KEY:.*}", encryptionKey)
                .replaceAll("\\$\\{POSTGRES_PASSWORD:.*}", DATABASE_PASSWORD)
                .replaceAll("\\$\\{\\w+:-(.*)}", "$1")
                .replace(
                        "jdbc:postgresql://postgres:5432/jira_agent",
                        "jdbc:" + postgres.url().replace("postgres@", ""))
                .replace("kafka:9092", kafka.brokers());
    }

    private static Map<String, String> manifest(String name) {
        Map<String, String> environment = new HashMap<>();
        Yaml.documents(Path.of("deploy/kubernetes/base/" + name + ".yaml"))
                .get(0)
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        return environment;
    }

    /** The image's entry point with the service's command, in this folder instead of /app. */
    private List<String> command(JsonNode service) {
        List<String> command = new ArrayList<>();
        try {
            String entryPoint = Files.readAllLines(Path.of("Dockerfile")).stream()
                    .filter(line -> line.startsWith("ENTRYPOINT "))
                    .findFirst()
                    .orElseThrow()
                    .substring("ENTRYPOINT ".length());
            for (JsonNode word : JSON.readTree(entryPoint)) {
                command.add(word.asText()
                        .replace("/app", Path.of("").toAbsolutePath().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        command.set(0, Jvm.JAVA);
        command.addAll(1, jvmOptions);
        service.path("command").forEach(word -> command.add(word.asText()));
        return command;
    }

    /** Ends all workers in order. */
    void stopWorkers() {
        workers.forEach(FleetMember::stop);
        workers.clear();
    }

    /** The list is live. */
    List<FleetMember> receivers() {
        return receivers;
    }

    /** The list is live. */
    List<FleetMember> workers() {
        return workers;
    }

    /** @param name as it stands in the tables */
    FleetMember worker(String name) {
        return workers.stream()
                .filter(worker -> worker.isWorker(name))
                .findFirst()
                .orElseThrow();
    }

    /** Of a tenant that has that name from now on. */
    Registrations register(String tenant) {
        Registrations registrations = new Registrations(jdbc, keyring());
        registrations.tenant(tenant);
        return registrations;
    }

    /** Waits until each receiver knows them. */
    void awaitKnown(List<Post.Target> targets) {
        receivers.forEach(receiver -> targets.forEach(new Sender(receiver.url())::awaitKnown));
    }

    Keyring keyring() {
        return Keyring.of(List.of(encryptionKey));
    }

    String encryptionKey() {
        return encryptionKey;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    PostgresProcess postgres() {
        return postgres;
    }

    KafkaProcess kafka() {
        return kafka;
    }

    /** Nothing is queued or in progress. */
    boolean atRest() {
        return jdbc.sql("SELECT count(*) FROM agent_test_executions WHERE status IN ('queued', 'in_progress')")
                        .query(Long.class)
                        .single()
                == 0;
    }

    @Override
    public void close() {
        receivers.forEach(FleetMember::kill);
        workers.forEach(FleetMember::kill);
        kafka.close();
        postgres.close();
    }
}
