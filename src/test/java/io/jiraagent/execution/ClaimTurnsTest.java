package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimTurnsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ClaimTurns turns = new ClaimTurns(Duration.ofSeconds(15), nanos::get);
    private final ExecutorService consumer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        consumer.shutdownNow();
    }

    private boolean arrivingTakes() {
        return CompletableFuture.supplyAsync(() -> turns.take(ClaimTurns.Side.ARRIVING), consumer)
                .join();
    }

    private void arrivingIsOver() {
        CompletableFuture.runAsync(() -> turns.over(ClaimTurns.Side.ARRIVING), consumer)
                .join();
    }

    @Test
    void oneClaimsAtATime() {
        assertThat(turns.take(ClaimTurns.Side.WAITING)).isTrue();
        assertThat(arrivingTakes()).isFalse();
    }

    @Test
    void whoWasRefusedComesNext() {
        assertThat(arrivingTakes()).isTrue();
        assertThat(turns.take(ClaimTurns.Side.WAITING)).isFalse();
        arrivingIsOver();

        assertThat(arrivingTakes()).as("it is the other's turn").isFalse();
        assertThat(turns.take(ClaimTurns.Side.WAITING)).isTrue();
    }

    @Test
    void whoWasRefusedAndDoesNotComeHoldsNobodyUp() {
        arrivingTakes();
        turns.take(ClaimTurns.Side.WAITING);
        arrivingIsOver();
        arrivingTakes();

        assertThat(arrivingTakes()).isTrue();
    }

    @Test
    void aTurnThatWasNeverEndedEndsWithItsTime() {
        arrivingTakes();
        nanos.addAndGet(Duration.ofSeconds(15).toNanos());

        assertThat(turns.take(ClaimTurns.Side.WAITING)).isTrue();
        arrivingIsOver();
        assertThat(arrivingTakes()).as("the late end was not this turn's").isFalse();
    }

    @Test
    void aThreadThatComesAgainHasEndedItsTurn() {
        arrivingTakes();

        assertThat(arrivingTakes()).isTrue();
    }
}
