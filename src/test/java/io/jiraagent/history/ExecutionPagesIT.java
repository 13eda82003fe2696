package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One execution. */
class ExecutionPagesIT extends PageTest {
    @Test
    void whatTheTicketAndTheAgentSayIsShownAndNeverRun() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-123")
                .result(resource("/enhancer-answer.json"))
                .payload(
                        "{\"issue_key\":\"TEST-123\",\"issue\":{\"fields\":{\"summary\":\"</pre><script>window.pwned=4</script>\","
                                + "\"description\":\"" + LONG_WORD + "\"}}}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "retry", "{\"reason\":\"agent_unreachable\",\"message\":\"<b>No answer</b>\"}");
        Seeds.attempt(id, agent, 1, 2, "completed", null);
        signIn();

        browser.find("tbody th a").click();

        assertThat(browser.find("h1").getText()).isEqualTo("TEST-123");
        String text = browser.find("main").getText();
        assertThat(text)
                .contains("Login fails with error 500 after a password reset")
                .contains("steps to reproduce", "<script>window.pwned=2</script>", "not in the ticket")
                .contains("Which version of the product")
                .contains("High", "62", "login", "TEST-87", "91 %", "duplicate?")
                .contains("Received and queued", "Signed webhook", "Attempt 2 by Ticket Enhancer answered")
                .contains("<b>No answer</b>")
                .contains("</pre><script>window.pwned=4</script>");
        assertThat(browser.script("return window.pwned === undefined")).isEqualTo(true);
        assertThat(browser.console()).isEmpty();
        browser.screenshots("execution");
    }

    @Test
    void theTicketItsNeighboursAndItsJiraAreAtHand() {
        String payload = "{\"issue_key\":\"TEST-9\",\"issue\":{\"key\":\"TEST-9\",\"fields\":{\"summary\":\"It hangs\","
                + "\"description\":\"Line one\\nline two\",\"priority\":{\"name\":\"High\"},\"labels\":[\"a\",\"b\"]}}}";
        UUID id = Seeds.execution(tenant, agent).key("TEST-9").payload(payload).insert();
        UUID earlier = Seeds.execution(tenant, agent)
                .key("TEST-9")
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"x\"}")
                .insert();
        Seeds.jiraSite(tenant, "https://jira.example/base", "bot");
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find("#payload-read").getText()).contains("It hangs", "Line one\nline two", "High", "a, b");
        assertThat(browser.find("#jira-link").getDomAttribute("href"))
                .isEqualTo("https://jira.example/base/browse/TEST-9");
        assertThat(browser.find(".neighbours").getText()).contains("failed", "agent error");
        assertThat(browser.find(".neighbours a").getDomAttribute("href")).isEqualTo("/Execution_History/" + earlier);
        browser.screenshots("execution-ticket");
    }

    @Test
    void anAgentWhoseBreakerIsOpenIsNamedAsWhatIsWaitedFor() {
        UUID id = Seeds.execution(tenant, agent).status("queued").insert();
        RunningProgram.shared()
                .jdbc()
                .sql("INSERT INTO breaker_states (agent_id, worker, state, seen_at)"
                        + " VALUES (:agent, 'elsewhere', 'open', now() + interval '1 minute')")
                .param("agent", agent)
                .update();
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find(".timeline").getText()).contains("circuit breaker is open");
    }

    @Test
    void theSignedCurlSendsTheSameEventAndHoldsNoSecret() throws Exception {
        TestAgent owned = new TestAgents(RunningProgram.shared()).create("echo");
        String body = WebhookClient.body("TEST-77", "it's $(touch pwned) `here`");
        UUID id = owned.post(body).executionId();
        new Executions(RunningProgram.shared()).ended(id);
        token = Seeds.token("operator", owned.tenantId());
        signIn();
        browser.open("/Execution_History/" + id);
        String commands = (String) browser.script("return document.getElementById('copy-curl-text').textContent");
        assertThat(browser.script("return document.documentElement.outerHTML").toString())
                .doesNotContain(owned.secret());

        ProcessBuilder bash = new ProcessBuilder("bash", "-c", commands).redirectErrorStream(true);
        bash.environment().put("HMAC_SECRET", owned.secret());
        Process process = bash.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("202", id.toString());
    }

    @Test
    void anyOtherAnswerIsReadableToo() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-5")
                .result("{\"verdict\":\"fine\",\"score\":3.10,\"list\":[{\"a\":\"<i>x</i>\"}],\"sections\":\"odd\"}")
                .payload("{\"broken\": ")
                .insert();
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find("main").getText())
                .contains("verdict", "fine", "3.10", "<i>x</i>", "The payload is not JSON", "{\"broken\":");
        browser.screenshots("execution-other");
    }

    @Test
    void aFailureSaysTheNextStep() {
        UUID id = Seeds.execution(tenant, agent)
                .key("TEST-6")
                .status("failed")
                .error(
                        "{\"reason\":\"malformed_payload\",\"message\":\"Line 3, column 7: unexpected character\",\"retryable\":false}")
                .payload("{\"summary\": \"say \"hi\"\"}")
                .insert();
        Seeds.attempt(id, agent, 1, 1, "failed", "{\"reason\":\"malformed_payload\",\"message\":\"Line 3\"}");
        Seeds.attempt(id, agent, 2, 1, "failed", "{\"reason\":\"malformed_payload\",\"message\":\"Line 3\"}");
        signIn();

        browser.open("/Execution_History/" + id);

        assertThat(browser.find(".problem").getText())
                .contains(
                        "malformed payload",
                        "Line 3, column 7",
                        "Next step:",
                        "Replay this one with its payload edited");
        assertThat(browser.find(".timeline").getText()).contains("Replay 1");
        browser.screenshots("execution-failed");
    }

    @Test
    void whatIsNotThereIsSaidOnAPage() {
        signIn();

        browser.open("/Execution_History/" + UUID.randomUUID());

        assertThat(browser.find("main").getText()).contains("404", "belongs to a tenant");
        browser.screenshots("not-found");
    }
}
