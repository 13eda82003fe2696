package io.jiraagent.testing;

import static org.awaitility.Awaitility.await;

import io.jiraagent.demo.DemoEnv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;

/** The packaged program in a process of its own, started by the launcher as a user starts it. */
public final class ProgramProcess implements Balancer.Instance, AutoCloseable {
    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final Map<String, String> environment;

    private ProgramProcess(Process process, Map<String, String> environment) {
        this.process = process;
        this.environment = environment;
        Thread reader = new Thread(this::read, "program-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param environment added to this process's */
    public static ProgramProcess launch(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./jira-agent"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ProgramProcess(builder.start(), new TreeMap<>(environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code run} with embedded servers on free ports; returns when it is ready. */
    public static ProgramProcess run(Path dataDir) {
        ProgramProcess program = launch(
                Map.of(
                        "DATA_DIR", dataDir.toString(),
                        "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
                        "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())),
                "run");
        program.awaitReady();
        return program;
    }

    public void awaitReady() {
        await("the program to be ready")
                .atMost(Duration.ofMinutes(2))
                .failFast("The program ended", () -> !process.isAlive())
                .until(() -> output().contains("is ready on"));
    }

    /** As {@code kill -9} does it: without a word. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM. */
    public void stop() {
        process.destroy();
        awaitExit();
    }

    /** Waits for the end; the exit code. */
    public int awaitExit() {
        try {
            return process.onExit().get().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public String output() {
        return String.join("\n", output);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    public Path dataDir() {
        return Path.of(environment.get("DATA_DIR"));
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + environment.get("SERVER_PORT");
    }

    @Override
    public String managementUrl() {
        return "http://127.0.0.1:" + environment.get("MANAGEMENT_PORT");
    }

    public Map<String, String> demo() {
        return DemoEnv.read(DemoEnv.in(dataDir()));
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                output.add(line);
                line = lines.readLine();
            }
        } catch (IOException e) {
            output.add("(no more output: " + e.getMessage() + ")");
        }
    }

    @Override
    public void close() {
        stop();
    }
}
