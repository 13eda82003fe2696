package io.jiraagent.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process with its descendants, which is signalled by id. Ended with this JVM at the latest. */
final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<ChildProcess> ALL = new ArrayList<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::killAll, "end-children"));
    }

    private static boolean ending;

    private final String name;
    private final Process process;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** @param log gets what it prints, appended */
    static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            synchronized (ALL) {
                if (ending) {
                    throw new IllegalStateException("No " + name + " is started any more");
                }
                ALL.removeIf(child -> !child.alive());
                ChildProcess child = new ChildProcess(name, builder.start());
                ALL.add(child);
                return child;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void killAll() {
        synchronized (ALL) {
            ending = true;
            ALL.forEach(ChildProcess::kill);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** {@code kill -9} of the whole family. */
    void kill() {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        family.forEach(ChildProcess::awaitEnd);
    }

    /** @param name such as {@code TERM}; to the first process alone */
    void signal(String name) {
        signal(name, List.of(process.toHandle()));
    }

    /** SIGSTOP to the whole family, the first process first, so that it starts no others. */
    void pause() {
        signal("STOP", List.of(process.toHandle()));
        signal("STOP", process.descendants().toList());
    }

    void resume() {
        signal("CONT", family());
    }

    /** Waits for its end; a process that does not end in a minute is a failure of the harness. */
    int awaitExit() {
        return awaitExit(PATIENCE);
    }

    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " (process " + pid() + ") did not end in " + patience);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The processor time that it and those it has started have used so far. */
    Duration cpu() {
        return family().stream()
                .map(member -> member.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private List<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + process.pid() + " did not end", e);
        }
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.stream().filter(ProcessHandle::isAlive).forEach(p -> command.add(Long.toString(p.pid())));
        if (command.size() == 2) {
            return;
        }
        try {
            // One of them may have ended by itself meanwhile, so the exit code says nothing.
            int ignored = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
