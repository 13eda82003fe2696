package io.jiraagent.cli;

import io.jiraagent.runtime.Running;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program from its start until this JVM is told to stop, which may be before it has started. */
final class ProgramRun<P extends Running> {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRun.class);
    /** Set by the launcher. */
    private static final String ARCHIVES_CLASSES = "jira-agent.archives-classes";
    /** Longer than a start takes that is not waiting for another server. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);

    private final Supplier<P> start;
    private final CompletableFuture<P> started = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param start starts it, or leaves nothing behind */
    ProgramRun(Supplier<P> start) {
        this.start = start;
    }

    /**
     * Returns when it has stopped.
     *
     * @param ready is told of the program when it has started
     * @throws RuntimeException it did not start
     */
    void untilStopped(Consumer<P> ready) throws InterruptedException {
        Thread stop = new Thread(this::stop, "shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            P program = start.get();
            started.complete(program);
            ready.accept(program);
        } catch (RuntimeException | Error e) {
            started.completeExceptionally(e);
            throw e;
        }
        stopped.await();
    }

    /** What is half started cannot be stopped, and would leave servers behind; so the start is waited for. */
    @SuppressWarnings("InterruptedExceptionSwallowed") // nobody interrupts a shutdown hook
    private void stop() {
        try {
            started.get(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS).close();
        } catch (ExecutionException e) {
            LOG.debug("There is nothing to stop", e);
        } catch (TimeoutException | InterruptedException e) {
            LOG.warn("Ended without having started");
        }
        if (Boolean.getBoolean(ARCHIVES_CLASSES)) {
            LOG.info(
                    "Stopped. Keeping the loaded classes, so that the next start is faster; this takes some seconds, once");
        }
        LogManager.shutdown();
        stopped.countDown();
    }
}
