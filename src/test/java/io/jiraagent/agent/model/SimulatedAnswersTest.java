package io.jiraagent.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.agent.model.SimulatedAnswers.Claim;
import io.jiraagent.agent.model.SimulatedAnswers.Place;
import io.jiraagent.quality.TicketSet;
import io.jiraagent.quality.TypedTicket;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedAnswersTest {
    private final List<Claim> claims = SimulatedAnswers.claims();

    SimulatedAnswersTest() throws IOException {}

    @Test
    void noUnsupportedClaimBecomesASection() {
        assertThat(claims.stream().filter(claim -> !claim.supported()))
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.place()).as(claim.text()).isNotEqualTo(Place.SECTION));
    }

    @Test
    void aPassageOfTheTicketIsNeverMarkedAsASuggestion() throws IOException {
        Map<String, TypedTicket> tickets = TicketSet.tuning().byKey();
        assertThat(claims.stream().filter(Claim::supported).filter(claim -> new Passages(
                                tickets.get(claim.ticket()).task().issue().description())
                        .find(claim.text())
                        .isPresent()))
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.place()).as(claim.text()).isNotEqualTo(Place.SUGGESTION));
    }
}
