package io.jiraagent.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps by which Jira is wired up. */
class JiraSetupTest {
    private static final String ID = "00bab7b6-6335-4359-96b4-f48f3460b610";

    private static JiraSetup setup(String url, String... ownAccounts) {
        return JiraSetup.of("Triage", ID, "acme", url, List.of(ownAccounts));
    }

    @Test
    void namesTheAgentsAddressesAndLeavesNothingToFillIn() {
        JiraSetup setup = setup("https://agents.example.com", "bot");

        String all = setup.sections().stream()
                .flatMap(section -> section.steps().stream())
                .map(step -> step.text() + "\n" + step.value())
                .collect(Collectors.joining("\n"));

        assertThat(setup.warnings()).isEmpty();
        assertThat(setup.sections()).hasSize(6);
        assertThat(all)
                .contains("https://agents.example.com/jira/automation/" + ID)
                .contains("https://agents.example.com/webhook/agents/" + ID + "/webhook")
                .contains("{{webhookResponse.body.execution_id}}", "{{issue.summary.asJsonString}}")
                .doesNotContainPattern("(?<!\\{)\\{[a-z_]+}(?!})");
    }

    @Test
    void asksForTheIntegrationsOwnAccount() {
        assertThat(setup("https://agents.example.com").warnings())
                .singleElement()
                .asString()
                .contains("own account");
    }

    @ParameterizedTest
    @CsvSource({
        "https://agents.example.com, 0",
        "https://agents.example.com:8443, 0",
        "https://agents.example.com:1885, 0",
        "https://agents.example.com:9443, 1",
        "http://agents.example.com:8080, 1",
        "http://agents.example.com, 2",
        "http://localhost:8080, 2",
        "https://10.1.2.3, 1",
        "https://172.20.0.1:8443, 1",
        "https://172.32.0.1:8443, 0",
        "https://[::1]:8443, 1",
        "https://jira-agent, 1",
        "https://agents.internal, 1",
    })
    void warnsWhenJiraCannotReachTheAddress(String url, int warnings) {
        assertThat(setup(url, "bot").warnings()).as(url).hasSize(warnings);
    }
}
