package io.jiraagent.agent.enhancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.ticket.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelAdvisorTest {
    private final LabelAdvisor advisor = new LabelAdvisor();

    @Test
    void suggestsWhatTheTicketNames() {
        assertThat(labels("Users cannot log in", "The API times out. A regression of 5.1."))
                .containsExactly("login", "api", "timeout", "regression");
    }

    @Test
    void keepsTheTicketsOwnLabelsAsTheyAre() {
        assertThat(labels("Login fails", "", "Team-A", "LOGIN")).containsExactly("Team-A", "LOGIN");
    }

    @Test
    void suggestsNothingForWhatIsDeniedOrPartOfAnAddress() {
        assertThat(labels("Odd colour", "Not a security issue. See https://example.com/api/login or api@example.com"))
                .isEmpty();
    }

    @Test
    void suggestsNothingForHalfAWord() {
        assertThat(labels("The build is guided by a capital rule", "rapid mobilepay fuimus"))
                .isEmpty();
    }

    @Test
    void suggestsAHandful() {
        assertThat(labels("login payment api ui mobile security search export import", ""))
                .hasSize(5);
    }

    private List<String> labels(String summary, String description, String... own) {
        return advisor.labels(
                new Ticket("T-1", summary, description, null, null, null, null, List.of(own), null, null));
    }
}
