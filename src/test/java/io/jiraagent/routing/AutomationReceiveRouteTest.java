package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.CapturedLog;
import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import io.jiraagent.testing.WebhookClient.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
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

    @Test
    void aTokenNearlyRightIsRefusedAndNeverLogged() {
        String token = agent.token();
        String swapped = token.substring(0, token.length() - 2)
                + token.charAt(token.length() - 1)
                + token.charAt(token.length() - 2);
        try (CapturedLog log = new CapturedLog()) {
            for (String near : new String[] {
                token.substring(1),
                token.substring(0, token.length() - 1),
                token + "x",
                swapped + "x",
                token.toLowerCase(Locale.ROOT)
            }) {
                assertThat(post("", "Authorization", "Bearer " + near).status()).isEqualTo(401);
                assertThat(post("", "X-Automation-Token", near).status()).isEqualTo(401);
                assertThat(post("?token=" + near).status()).isEqualTo(401);
            }
            assertThat(post("?token=" + token, "Authorization", "Bearer " + token)
                            .status())
                    .isEqualTo(202);
            String secret = token.substring(4, 24);
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("invalid_token"))
                    .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT)));
        }
    }
}
