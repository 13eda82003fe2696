package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** The door of Jira Automation, which sends a token instead of a signature. */
class AutomationReceiveRouteTest {
    private final RunningProgram program = RunningProgram.shared();
    private final WebhookClient client = new WebhookClient(program);
    private final TestAgent agent = new TestAgents(program).create("echo");

    private Answer post(String query, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(agent.automation() + query))
                .POST(HttpRequest.BodyPublishers.ofString(WebhookClient.body("AUTO-1", "x")));
        return client.send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    @Test
    void takesTheTokenInEitherHeader() {
        for (Answer answer : new Answer[] {
            post("", "Authorization", "Bearer " + agent.token()), post("", "X-Automation-Token", agent.token())
        }) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            assertThat(new Executions(program).ended(answer.executionId()))
                    .containsEntry("status", "completed")
                    .containsEntry("origin", "{\"door\": \"automation\"}");
        }
    }

    @Test
    void saysThatTheTokenIsMissingAlsoWhenItStandsInTheAddress() {
        for (Answer answer : new Answer[] {
            post(""),
            post("?token=" + agent.token() + "&X-Automation-Token=" + agent.token()),
            post("", "Authorization", "Basic x")
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().get("detail").asText()).isEqualTo("Missing token");
        }
    }

    @Test
    void refusesAnyOtherToken() {
        TestAgent other = new TestAgents(program).create("echo");
        String nearMiss = agent.token().substring(0, agent.token().length() - 1) + "!";
        for (String token : new String[] {other.token(), nearMiss, "x"}) {
            Answer answer = post("", "Authorization", "Bearer " + token);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.json().get("detail").asText()).isEqualTo("Invalid token");
        }
    }
}
