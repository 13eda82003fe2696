package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRowsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final WaitingRows waiting = new WaitingRows(Duration.ofMillis(500), nanos::get);

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void looksAtTheBeginningAndThenAtItsInterval() {
        assertThat(waiting.due()).isTrue();
        assertThat(waiting.due()).isFalse();
        passes(Duration.ofMillis(500));
        assertThat(waiting.due()).isTrue();
    }

    @Test
    void looksAtOnceForWhatWaitsUntilItIsFound() {
        waiting.due();
        waiting.add(3);
        assertThat(waiting.some()).isTrue();
        assertThat(waiting.due()).isTrue();
        waiting.looked(2, false);
        assertThat(waiting.due()).isTrue();
        waiting.looked(1, false);
        assertThat(waiting.some()).isFalse();
        assertThat(waiting.due()).isFalse();
    }

    @Test
    void whatMayWaitForSomethingThatRunsIsLookedForAgain() {
        waiting.due();
        waiting.add(1);
        waiting.looked(0, false);
        assertThat(waiting.due()).isTrue();
    }

    @Test
    void whatAnotherWorkerHasTakenIsForgotten() {
        waiting.due();
        waiting.add(1);
        waiting.looked(0, true);
        assertThat(waiting.due()).isFalse();

        waiting.add(1);
        passes(Duration.ofSeconds(6));
        waiting.due();
        waiting.looked(0, false);
        assertThat(waiting.due()).isFalse();
    }

    @Test
    void looksOnWhileItFindsWhatItDidNotKnowOf() {
        waiting.due();
        waiting.looked(4, false);
        assertThat(waiting.due()).isTrue();
        waiting.looked(4, false);
        assertThat(waiting.due()).isTrue();
        waiting.looked(0, false);
        assertThat(waiting.due()).isFalse();
    }
}
