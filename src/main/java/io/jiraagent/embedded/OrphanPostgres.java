package io.jiraagent.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL that goes on running when its owner is killed. It is asked for a fast shutdown (SIGINT), then for an
 * immediate one (SIGQUIT), as <a href="https://www.postgresql.org/docs/current/server-shutdown.html">PostgreSQL
 * documents them</a>; both leave the data recoverable.
 */
final class OrphanPostgres {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanPostgres.class);
    private static final long WAIT_SECONDS = 15;

    private OrphanPostgres() {}

    static void end(Path data) throws IOException {
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isEmpty()) {
            // A postmaster.pid without its process would make the start fail when the number is in use by another.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
            return;
        }
        LOG.warn("Ending PostgreSQL process {}, left behind on {}", orphan.get().pid(), data);
        for (String signal : List.of("-INT", "-QUIT")) {
            if (signal(orphan.get(), signal)) {
                return;
            }
        }
        throw new IOException("PostgreSQL process " + orphan.get().pid() + " still uses " + data
                + " and does not end; end it by hand");
    }

    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(OrphanPostgres::isPostgres);
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> command.endsWith("postgres"))
                .orElse(false);
    }

    private static boolean signal(ProcessHandle process, String signal) throws IOException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.onExit().get(WAIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while ending PostgreSQL", e);
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }
}
