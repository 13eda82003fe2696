package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.agent.enhancer.EnhancedTicket.Priority;
import io.jiraagent.ticket.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityAdvisorTest {
    private final PriorityAdvisor advisor = new PriorityAdvisor();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Production is down | Highest",
                "Complete outage since 9:00 | Highest",
                "All customers cannot log in | Highest",
                "Saving twice leads to data loss | Highest",
                "The migration corrupted the database | Highest",
                "SQL injection in the search field | Highest",
                "A customer was charged twice | Highest",
                "Payment fails with error 402 | High",
                "This blocks the release | High",
                "It affects 200 customers | High",
                "The app crashes on start | High",
                "The list is slow | Medium",
                "Sometimes the icon is gray | Medium",
                "The icon is misaligned | Low",
                "Nice to have: sort by name | Low",
                "Not urgent, the list is sorted the wrong way | Low",
                "It doesn't block anybody | Low",
                "Typo in the footer | Lowest",
            })
    void evidenceDecides(String text, String suggested) {
        Priority priority = advise("Bug", "Medium", text);
        assertThat(priority.suggested()).isEqualTo(suggested);
        assertThat(priority.reason()).contains("“");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "There was no data loss, the colour is odd",
                "It is not a security issue",
                "The site is not down",
                "It never crashes",
                "Data loss: no",
                "This isn't a regression",
                "No customers were charged twice",
            })
    void whatTheTicketDeniesIsNoEvidence(String text) {
        assertThat(advise("Bug", "Medium", text).suggested()).isEqualTo("Medium");
    }

    @Test
    void theQuoteIsTheTicketsOwnWords() {
        String text = "Hi. Since Monday the checkout fails for us, please look.";
        String reason = advise("Bug", "Low", text).reason();
        assertThat(text).contains(reason.substring(reason.indexOf('“') + 1, reason.indexOf('”')));
    }

    @Test
    void aWorkaroundLowersByOne() {
        Priority priority = advise("Bug", "High", "The app crashes on start. Workaround: start it again.");
        assertThat(priority.suggested()).isEqualTo("Medium");
        assertThat(priority.reason()).contains("The app crashes on start").contains("Workaround: start it again");
        assertThat(advise("Bug", "High", "The app crashes, there is no workaround")
                        .suggested())
                .isEqualTo("High");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "High,High",
                "lowest,Lowest",
                "Critical,Highest",
                "P3,Medium",
                "Major,High",
                "null,Medium",
                "Hmm,Medium",
                "P1 - now,Highest"
            })
    void withoutEvidenceTheReportersPriorityStands(String reported, String suggested) {
        Priority priority = advise("Bug", reported, "The list is sorted by name");
        assertThat(priority.suggested()).isEqualTo(suggested);
        assertThat(priority.reason()).contains("no evidence");
    }

    @Test
    void aWishForAnOutageBannerIsNoOutage() {
        assertThat(advise("Story", "Low", "Show a banner when there is an outage")
                        .suggested())
                .isEqualTo("Low");
    }

    private Priority advise(String type, String priority, String description) {
        Ticket ticket = new Ticket("T-1", "A list", description, priority, type, null, null, List.of(), null, null);
        return advisor.advise(ticket, TicketKind.of(ticket));
    }
}
