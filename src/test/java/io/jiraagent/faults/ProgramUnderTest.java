package io.jiraagent.faults;

import static org.awaitility.Awaitility.await;

import io.jiraagent.faults.inside.KillSwitch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packaged program in a JVM of its own, which can be made to end at an exact point of its code. */
final class ProgramUnderTest implements AutoCloseable {
    /** What the program's JVM is started with, beside the agents of the harness; stands in the report. */
    static final List<String> JVM_OPTIONS = List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final Path JAR = Path.of("target", "jira-agent-routes.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final String role;
    private final Path directory;
    private final Map<String, String> environment;
    private final List<String> agents;
    private ChildProcess process;
    private Duration clockOff = Duration.ZERO;

    /**
     * @param role all, api or worker
     * @param directory for its log and the switch; kept over restarts
     * @param agents JVM options that bring the harness into the program
     */
    ProgramUnderTest(String role, Path directory, Map<String, String> environment, List<String> agents) {
        this.role = role;
        this.directory = directory;
        this.environment = environment;
        this.agents = agents;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing; build it with: mvn -Dquick -DskipTests package");
        }
    }

    /** Returns at once; {@link #awaitReady} waits. Nothing is armed afterwards, and the clock is right. */
    void start() {
        disarm();
        moveClock(clockOff.negated());
        List<String> command = new ArrayList<>(List.of(Jvm.JAVA));
        command.addAll(JVM_OPTIONS);
        command.addAll(agents);
        command.addAll(List.of(
                "-Dfaults.dir=" + directory.toAbsolutePath(),
                "-Djira-agent.home=" + Path.of("").toAbsolutePath(),
                "-jar",
                JAR.toString(),
                "run",
                "--role",
                role));
        process = ChildProcess.start("program", command, environment, log());
    }

    void awaitReady() {
        await("the program to be ready")
                .atMost(PATIENCE)
                .failFast("The program ended; see " + log(), () -> !process.alive())
                .pollInterval(Duration.ofMillis(100))
                .until(this::ready);
    }

    private boolean ready() throws InterruptedException {
        return ready("http://127.0.0.1:" + environment.get("MANAGEMENT_PORT"));
    }

    /** @param managementUrl of any instance, which may not listen yet */
    static boolean ready(String managementUrl) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(managementUrl + "/observe/health/ready"))
                                            .timeout(Duration.ofSeconds(5))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @param times how often the point is still passed, the last time included */
    void arm(String point, int times) {
        tell("armed", point + " " + times);
    }

    /** From where it stands; needs {@link Instrument#CLOCK}. */
    void moveClock(Duration by) {
        clockOff = clockOff.plus(by);
        tell("clock", Long.toString(clockOff.toMillis()));
    }

    private void tell(String file, String text) {
        try {
            Path draft = directory.resolve(file + ".draft");
            Files.writeString(draft, text);
            Files.move(draft, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void disarm() {
        try {
            Files.deleteIfExists(directory.resolve("armed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the armed point; a program that does not come there, or ends otherwise, is a failure of the harness. */
    void awaitDeathAtPoint() {
        int code = process.awaitExit();
        if (code != KillSwitch.EXIT_CODE) {
            throw new IllegalStateException("The program ended with " + code + " by itself; see " + log());
        }
    }

    /** SIGTERM; it finishes what it is at. */
    void terminate() {
        process.signal("TERM");
    }

    void awaitExit() {
        int ignored = process.awaitExit();
    }

    void kill() {
        process.kill();
    }

    boolean alive() {
        return process != null && process.alive();
    }

    Path log() {
        return directory.resolve("program.log");
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
    }
}
