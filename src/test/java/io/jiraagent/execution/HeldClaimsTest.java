package io.jiraagent.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
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
        assertThat(claims.all()).as("whose leases are extended").containsExactlyInAnyOrder(first, second);
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

    @Test
    void anAgentThatAnswersLaterKeepsItsPlaceUntilItsRowTellsSo() {
        Claim claim = added();
        Outcome awaited = Outcome.awaited(claim, Outcome.Event.UNREAD);

        claims.answered(awaited);
        assertThat(claims.atWork()).containsExactly(claim);

        claims.written(awaited);
        assertThat(claims.size()).isZero();
    }

    @Test
    void whatIsClaimedAgainBeforeTheEndOfItsLastAttemptIsToldStaysHeld() {
        Claim first = added();
        Claim next = claim(first.executionId(), 2);
        claims.answered(completed(first));
        claims.add(next);

        claims.written(completed(first));

        assertThat(claims.atWork()).containsExactly(next);
    }
}
