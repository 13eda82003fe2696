package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeldClaimsTest {
    private final HeldClaims claims = new HeldClaims(2);

    private static Claim claim(UUID execution, int attempt) {
        UUID agent = UUID.randomUUID();
        return new Claim(
                execution,
                1,
                attempt,
                agent,
                UUID.randomUUID(),
                "jira:issue_updated",
                new Claim.Asked(agent, "echo", true, Duration.ofSeconds(60)),
                new Claim.Turn(
                        attempt,
                        Duration.ZERO,
                        new RetryBudget(5, Duration.ofDays(1), RetryBudget.DEFAULT_FIRST, RetryBudget.DEFAULT_LONGEST),
                        false,
                        null),
                Instant.now(),
                new byte[0],
                null,
                Claim.Budget.NONE,
                Optional.empty(),
                Optional.empty());
    }

    private Claim added() {
        Claim claim = claim(UUID.randomUUID(), 1);
        claims.add(claim);
        return claim;
    }

    private static Outcome completed(Claim claim) {
        return Outcome.completed(claim, Outcome.Event.UNREAD, "{}");
    }

    @Test
    void anAgentThatHasAnsweredMayBeAskedAgainBeforeItsOutcomeIsWritten() {
        Claim first = added();
        Claim second = added();
        assertThat(claims.free()).isZero();

        claims.answered(completed(first));

        assertThat(claims.free()).isEqualTo(1);
        assertThat(claims.atWork()).containsExactly(second);
        assertThat(claims.all())
                .as("whose leases are extended")
                .extracting(Claim::executionId)
                .containsExactlyInAnyOrder(first.executionId(), second.executionId());
        assertThat(claims.all())
                .as("payloads may be large")
                .filteredOn(claim -> claim.payload() != null)
                .containsExactly(second);
    }

    @Test
    void asManyOutcomesAsThereArePlacesMayWaitToBeWritten() {
        claims.answered(completed(added()));
        claims.answered(completed(added()));
        assertThat(claims.free()).isEqualTo(2);

        claims.answered(completed(added()));
        assertThat(claims.free()).isEqualTo(1);
        claims.answered(completed(added()));
        assertThat(claims.free()).isZero();
    }

    private CompletableFuture<Void> waitsForRoom(Duration patience) {
        Thread[] waiting = new Thread[1];
        CompletableFuture<Void> done = CompletableFuture.runAsync(
                () -> {
                    waiting[0] = Thread.currentThread();
                    claims.awaitWritten(1, patience);
                },
                command -> new Thread(command).start());
        await().until(() ->
                done.isDone() || (waiting[0] != null && waiting[0].getState() == Thread.State.TIMED_WAITING));
        return done;
    }

    @Test
    void whatArrivesWaitsForOutcomesToBeWritten() {
        Outcome first = completed(added());
        claims.answered(first);
        for (int i = 0; i < 3; i++) {
            claims.answered(completed(added()));
        }
        CompletableFuture<Void> waiting = waitsForRoom(Duration.ofMinutes(1));
        assertThat(waiting).isNotDone();

        claims.written(List.of(first));

        waiting.join();
    }

    @Test
    void whatArrivesDoesNotWaitForAgents() {
        added();
        added();
        claims.answered(completed(added()));
        claims.answered(completed(added()));

        waitsForRoom(Duration.ofMinutes(1)).join();
    }

    @Test
    void whatArrivesGetsItsRowHoweverLongTheDatabaseTakes() {
        for (int i = 0; i < 4; i++) {
            claims.answered(completed(added()));
        }

        waitsForRoom(Duration.ofMillis(1)).join();

        assertThat(claims.free()).isZero();
    }

    @Test
    void anAgentThatAnswersLaterKeepsItsPlaceUntilItsRowTellsSo() {
        Claim claim = added();
        Outcome awaited = Outcome.awaited(claim, Outcome.Event.UNREAD);

        claims.answered(awaited);
        assertThat(claims.atWork()).containsExactly(claim);

        claims.written(List.of(awaited));
        assertThat(claims.size()).isZero();
    }

    @Test
    void whatIsClaimedAgainBeforeTheEndOfItsLastAttemptIsToldStaysHeld() {
        Claim first = added();
        Claim next = claim(first.executionId(), 2);
        claims.answered(completed(first));
        claims.add(next);

        claims.written(List.of(completed(first)));

        assertThat(claims.atWork()).containsExactly(next);
    }
}
