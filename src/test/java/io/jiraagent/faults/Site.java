package io.jiraagent.faults;

import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL, Kafka and the program, each in processes of its own on ports of its own. */
final class Site implements AutoCloseable {
    /** Shorter than the default, so that rounds are; stands in the report. */
    static final String LEASE = "5s";

    static final String KAFKA = "kafka";
    static final String POSTGRES = "postgres";

    private final Path directory;
    private final Ports ports = new Ports();
    private final Optional<SmallDisk> smallDisk;
    private final PostgresProcess postgres;
    private final KafkaProcess kafka;
    private final String encryptionKey = Keyring.generateKey();
    private final String idKey;
    private final int serverPort = ports.next();
    private final String apiToken = Hashes.randomToken("jat_");
    private final JdbcClient jdbc;
    private final Registrations registrations;

    private Intake intake;
    private Instrument instrument;
    private ProgramUnderTest program;

    /**
     * @param directory for logs and all data
     * @param idKey 32 bytes that execution ids are made with
     * @param folderOnSmallDisk {@link #KAFKA} or {@link #POSTGRES}, if one is to lie on a disk that can be filled
     */
    Site(Path directory, byte[] idKey, Optional<String> folderOnSmallDisk) {
        this.directory = directory;
        this.idKey = Base64.getEncoder().encodeToString(idKey);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        smallDisk = folderOnSmallDisk.map(folder -> new SmallDisk(directory.resolve(folder)));
        postgres = new PostgresProcess(directory.resolve(POSTGRES), ports.next());
        kafka = new KafkaProcess(directory.resolve(KAFKA), ports.next());
        jdbc = JdbcClient.create(postgres.dataSource());
        registrations = new Registrations(jdbc, Keyring.of(List.of(encryptionKey)));
    }

    /** Starts the servers, and the program once, so that there are tables. */
    void start(Instrument first) {
        postgres.start();
        kafka.start();
        intake = new Intake(kafka.brokers());
        ensureProgram(first);
        registrations.tenant("faults");
        jdbc.sql("""
                INSERT INTO api_tokens (id, name, token_sha256, role) VALUES (:id, 'faults', :hash, 'operator')""")
                .param("id", UUID.randomUUID())
                .param("hash", Hashes.ofToken(apiToken))
                .update();
    }

    /** Returns when the program runs with this instrument and is ready. */
    void ensureProgram(Instrument wanted) {
        if (program != null && program.alive() && instrument == wanted) {
            return;
        }
        if (program != null) {
            program.close();
        }
        instrument = wanted;
        program = new ProgramUnderTest(
                "all", directory.resolve("program"), environment(serverPort), wanted.options(directory));
        program.start();
        program.awaitReady();
    }

    /** After a round that was abandoned: lets all servers run, and gives up the program. */
    void repair() {
        for (Server server : List.of(kafka, postgres)) {
            server.resume();
            if (!server.alive()) {
                server.start();
            }
        }
        smallDisk.ifPresent(SmallDisk::free);
        program.close();
    }

    /** Not started yet. To be closed by the caller. */
    ProgramUnderTest secondWorker() {
        return new ProgramUnderTest(
                "worker", directory.resolve("worker"), environment(ports.next()), Instrument.NONE.options(directory));
    }

    private Map<String, String> environment(int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DATABASE_URL", postgres.url());
        environment.put("KAFKA_BROKERS", kafka.brokers());
        environment.put("ENCRYPTION_KEY", encryptionKey);
        environment.put("ID_KEY", idKey);
        environment.put("SERVER_HOST", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_PORT", Integer.toString(ports.next()));
        environment.put("DATA_DIR", directory.resolve("data").toAbsolutePath().toString());
        environment.put("EXECUTION_LEASE", LEASE);
        environment.put("AGENT_ALLOW_PRIVATE_NETWORKS", "true");
        return environment;
    }

    /** An active agent that the receiver may not know yet. */
    Post.Target agent(UUID id, Behaviour behaviour, String url) {
        return registrations.agent(id, behaviour, url);
    }

    void forget(List<Post.Target> targets) {
        for (Post.Target target : targets) {
            jdbc.sql("DELETE FROM agents WHERE id = :id")
                    .param("id", target.agentId())
                    .update();
        }
    }

    String url() {
        return "http://127.0.0.1:" + serverPort;
    }

    String apiToken() {
        return apiToken;
    }

    PostgresProcess postgres() {
        return postgres;
    }

    KafkaProcess kafka() {
        return kafka;
    }

    SmallDisk smallDisk() {
        return smallDisk.orElseThrow();
    }

    Intake intake() {
        return intake;
    }

    ProgramUnderTest program() {
        return program;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        if (intake != null) {
            intake.close();
        }
        kafka.close();
        postgres.close();
        smallDisk.ifPresent(SmallDisk::close);
    }
}
