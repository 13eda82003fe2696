package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an execution's page says of its comment in Jira. The site is off, so that no worker writes any. */
class CommentCardIT extends PageTest {
    private static final String CARD = "section[aria-labelledby='comment-title']";

    private UUID execution;

    @BeforeEach
    void aCompletedExecutionOfAConnectedTenant() {
        Seeds.jiraSite(tenant, "https://jira.invalid", "robot");
        execution = Seeds.execution(tenant, agent).result("{\"says\":\"x\"}").insert();
    }

    private void comment(String state, String comment, String error) {
        RunningProgram.shared()
                .jdbc()
                .sql("""
                INSERT INTO jira_comments (agent_id, issue_key, tenant_id, execution_id, epoch, seq, state, attempts, comment_id,
                                           sent_at, error, next_attempt_at)
                SELECT agent_id, issue_key, tenant_id, id, epoch, seq, :state, 1, :comment,
                       CASE WHEN :state = 'sent' THEN now() END, CAST(:error AS jsonb), now() + interval '1 hour'
                  FROM agent_test_executions WHERE id = :id""")
                .param("state", state)
                .param("comment", comment)
                .param("error", error)
                .param("id", execution)
                .update();
    }

    private void open() {
        signIn();
        browser.open("/Execution_History/" + execution);
    }

    @Test
    void aSentCommentIsLinked() {
        comment("sent", "10017", null);
        open();

        assertThat(browser.find(CARD).getText()).contains("Comment in Jira: sent");
        assertThat(browser.find(CARD + " a").getAttribute("href"))
                .isEqualTo("https://jira.invalid/browse/TEST-1?focusedCommentId=10017");
        browser.screenshots("comment-sent");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void aFailedOneIsExplainedAndCanBeAskedForAgain() {
        comment("failed", null, """
                {"reason": "jira_forbidden", "message": "Jira says 403: <b>no</b>", "retryable": false,
                 "fix": "Give the account the permission Add Comments in the project, then send it again."}""");
        open();
        assertThat(browser.find(CARD).getText())
                .contains("Comment in Jira: failed", "<b>no</b>", "Next step: Give the account");
        assertThat(browser.all(CARD + " b")).isEmpty();
        browser.screenshots("comment-failed");

        pressAndConfirm("#comment-again");

        showsSoon(CARD, "Comment in Jira: pending");
        assertThat(browser.find(CARD).getText()).contains("Next attempt").doesNotContain("Next step");
        browser.open("/Audit");
        assertThat(browser.find("main").getText()).contains("comment requested");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void viewersSeeTheReasonAndNoButton() {
        comment(
                "failed",
                null,
                "{\"reason\":\"jira_not_found\",\"message\":\"gone\",\"fix\":\"nothing\",\"retryable\":false}");
        token = Seeds.token("viewer", tenant);
        open();

        assertThat(browser.find(CARD).getText()).contains("failed", "gone");
        assertThat(browser.all("#comment-again")).isEmpty();
    }

    @Test
    void aFieldThatJiraRefusedIsToldBesideTheComment() {
        comment("sent", "10018", """
                {"reason": "jira_bad_request", "message": "Jira refuses the field priority", "retryable": false,
                 "fix": "Put it on the edit screen, or take it out of allowed_fields."}""");
        open();

        assertThat(browser.find(CARD).getText()).contains("sent", "refuses the field priority", "allowed_fields");
    }
}
