package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimTurnsTest {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong();
    private final ExecutorService consumer = Executors.newSingleThreadExecutor();
    private final ExecutorService secondConsumer = Executors.newSingleThreadExecutor();
    private final ClaimTurns impatient = new ClaimTurns(LONGEST, Duration.ZERO, nanos::get);
    private final ClaimTurns patient = new ClaimTurns(LONGEST, Duration.ofMinutes(1), nanos::get);

    @AfterEach
    void stop() {
        consumer.shutdownNow();
        secondConsumer.shutdownNow();
    }

    private static CompletableFuture<Boolean> takes(ClaimTurns turns, ExecutorService thread) {
        return CompletableFuture.supplyAsync(turns::take, thread);
    }

    private static void isOver(ClaimTurns turns, ExecutorService thread) {
        CompletableFuture.runAsync(turns::over, thread).join();
    }

    private static void awaitWaiting(ExecutorService thread, Thread[] worker) {
        await().until(() -> worker[0] != null && worker[0].getState() == Thread.State.TIMED_WAITING);
        assertThat(thread.isShutdown()).isFalse();
    }

    private static CompletableFuture<Boolean> waits(ClaimTurns turns, ExecutorService thread) {
        Thread[] worker = new Thread[1];
        CompletableFuture<Boolean> taken = CompletableFuture.supplyAsync(
                () -> {
                    worker[0] = Thread.currentThread();
                    return turns.take();
                },
                thread);
        awaitWaiting(thread, worker);
        return taken;
    }

    @Test
    void oneClaimsAtATime() {
        assertThat(impatient.take()).isTrue();
        assertThat(takes(impatient, consumer).join()).isFalse();
    }

    @Test
    void whoWaitsIsGivenTheTurnWhenItIsOver() {
        patient.take();
        CompletableFuture<Boolean> second = waits(patient, consumer);

        patient.over();

        assertThat(second.join()).isTrue();
    }

    @Test
    void whoWasThereFirstComesFirst() {
        patient.take();
        CompletableFuture<Boolean> second = waits(patient, consumer);
        CompletableFuture<Boolean> third = waits(patient, secondConsumer);

        patient.over();

        assertThat(second.join()).isTrue();
        assertThat(third).isNotDone();
        isOver(patient, consumer);
        assertThat(third.join()).isTrue();
    }

    @Test
    void whoGaveUpWaitingHoldsNobodyUp() {
        impatient.take();
        takes(impatient, consumer).join();

        impatient.over();

        assertThat(takes(impatient, secondConsumer).join()).isTrue();
    }

    @Test
    void aTurnThatWasNeverEndedEndsWithItsTime() {
        takes(impatient, consumer).join();
        nanos.addAndGet(LONGEST.toNanos());

        assertThat(impatient.take()).isTrue();
        isOver(impatient, consumer);
        assertThat(takes(impatient, consumer).join())
                .as("the late end was not this turn's")
                .isFalse();
    }

    @Test
    void aThreadThatComesAgainHasEndedItsTurn() {
        takes(impatient, consumer).join();

        assertThat(takes(impatient, consumer).join()).isTrue();
    }

    @Test
    void whoIsInterruptedClaimsNothing() {
        patient.take();
        CompletableFuture<Boolean> second = waits(patient, consumer);

        consumer.shutdownNow();

        assertThat(second.join()).isFalse();
    }
}
