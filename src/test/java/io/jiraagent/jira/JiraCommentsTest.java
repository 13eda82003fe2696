package io.jiraagent.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.LaterAgent;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.StubJira;
import io.jiraagent.testing.StubJira.Fault;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Results told in Jira by the running program. */
class JiraCommentsTest extends JiraCommentsScene {
    JiraCommentsTest() {
        super(JiraFlavour.CLOUD);
    }

    @Test
    void aResultThatCameLaterIsToldLikeAnyOther() {
        try (LaterAgent server = new LaterAgent()) {
            TestAgent later = new TestAgents(PROGRAM).create(Setup.http(server.url()), agent.tenantId());
            connect("on");
            UUID id = later.post(WebhookClient.body("TEST-1", "later")).executionId();

            server.task(id).answer("{\"says\":\"in the end\"}");

            awaitComment(id, "sent");
            assertThat(jira.comments("TEST-1").toString()).contains("in the end");
        }
    }

    @Test
    void aResultIsToldInOneCommentWhichLaterResultsChange() {
        connect("on");

        JsonNode first = awaitComment(run("TEST-1", "first"), "sent");
        UUID second = run("TEST-1", "second");
        awaitComment(second, "sent");

        assertThat(jira.comments("TEST-1")).singleElement().satisfies(comment -> assertThat(comment.toString())
                .contains("second", "/Execution_History/" + second)
                .doesNotContain("first"));
        assertThat(first.path("url").asText()).startsWith(jira.url() + "/browse/TEST-1?focusedCommentId=");
        assertThat(jira.complaints()).isEmpty();
    }

    @Test
    void theSameResultIsNotWrittenAgainUnlessSomebodyAsks() {
        connect("on");
        awaitComment(run("TEST-1", "same"), "sent");
        UUID repeated = run("TEST-1", "same");
        awaitComment(repeated, "sent");
        long before = jira.requests().size();

        int status = Http.post(
                        "/api/executions/" + repeated + "/comment", Seeds.token("operator", agent.tenantId()), "")
                .statusCode();

        assertThat(before).as("looked for, and written once").isEqualTo(2);
        assertThat(status).isEqualTo(202);
        await().atMost(SOON).untilAsserted(() -> assertThat(jira.requests()).hasSize(3));
        assertThat(jira.comments("TEST-1")).hasSize(1);
        assertThat(Http.get("/api/audit?action=comment_requested", Seeds.token("viewer", agent.tenantId()))
                        .body())
                .contains(repeated.toString());
    }

    @Test
    void aReplayChangesTheCommentThereIs() {
        connect("on");
        awaitComment(run("TEST-1", "before"), "sent");
        ANSWERS.put("to be replayed", "fail");
        TestAgent once = new TestAgents(PROGRAM).create(Setup.of("comment-stub").attempts(1), agent.tenantId());
        UUID failed = run(once, "TEST-1", "to be replayed");
        assertThat(execution(failed).path("status").asText()).isEqualTo("failed");
        assertThat(execution(failed).has("comment")).isFalse();
        ANSWERS.remove("to be replayed");

        Http.post("/api/dead-letters/" + failed + "/replay", Seeds.token("operator", agent.tenantId()), "");
        awaitComment(failed, "sent");

        assertThat(jira.comments("TEST-1")).as("one of each agent").hasSize(2);
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundAndNotWrittenTwice() {
        connect("on");
        jira.then(Fault.answerLost("POST"));

        UUID id = run("TEST-1", "lost");
        awaitRetry(id, "jira_no_answer");
        dueNow();
        awaitComment(id, "sent");

        assertThat(jira.comments("TEST-1")).hasSize(1);
        assertThat(jira.requests())
                .filteredOn(request -> request.startsWith("POST"))
                .hasSize(1);
    }

    @Test
    void whatAKilledWorkerHadWrittenIsFoundByTheNext() {
        connect("on");
        UUID id = run("TEST-1", "killed");
        awaitComment(id, "sent");

        // As the row is when its worker ends between writing and noting it.
        PROGRAM.jdbc().sql("""
                        UPDATE jira_comments SET state = 'pending', comment_id = NULL, content_sha256 = NULL, sent_at = NULL,
                               claims = claims + 1, lease_until = now() - interval '1 second', next_attempt_at = now()
                         WHERE agent_id = :id""").param("id", agent.id()).update();
        awaitComment(id, "sent");

        assertThat(jira.comments("TEST-1")).hasSize(1);
    }

    @Test
    void aCommentOfSomebodyElseIsNeverTakenForOurs() {
        connect("on");
        String marker = "jira-agent-" + agent.id().toString().replace("-", "").substring(0, 16);
        jira.comment(
                "TEST-1",
                "712020:stranger",
                JsonMapper.builder().build().createObjectNode().put("text", marker));

        awaitComment(run("TEST-1", "mine"), "sent");

        assertThat(jira.comments("TEST-1")).hasSize(2);
    }

    @Test
    void aCommentThatWasDeletedInJiraIsWrittenAnew() {
        connect("on");
        awaitComment(run("TEST-1", "one"), "sent");
        jira.deleteComments("TEST-1");

        awaitComment(run("TEST-1", "two"), "sent");

        assertThat(jira.comments("TEST-1")).hasSize(1);
    }

    @Test
    void jiraIsLeftAloneForAsLongAsItAsks() {
        connect("on");
        jira.then(Fault.busy("POST", 600));

        UUID id = run("TEST-1", "busy");
        awaitRetry(id, "jira_rate_limited");
        UUID other = run("TEST-2", "waits as well");

        Map<String, Object> waits =
                PROGRAM.jdbc().sql("""
                        SELECT extract(epoch FROM c.next_attempt_at - now())::int AS comment, extract(epoch FROM s.rest_until - now())::int AS site
                          FROM jira_comments c JOIN jira_sites s USING (tenant_id) WHERE c.execution_id = :id""").param("id", id).query().singleRow();
        assertThat((Integer) waits.get("comment")).isGreaterThan(500);
        assertThat((Integer) waits.get("site")).isBetween(500, 600);
        assertThat(execution(other).at("/comment/state").asText()).isEqualTo("pending");
        dueNow();
        awaitComment(id, "sent");
        awaitComment(other, "sent");
    }

    @Test
    void aTroubledJiraIsAskedAgain() {
        connect("on");
        jira.then(Fault.status("GET", 503));

        UUID id = run("TEST-1", "troubled");
        awaitRetry(id, "jira_unavailable");
        dueNow();

        awaitComment(id, "sent");
    }

    @Test
    void aTokenThatIsNotValidIsExplainedAndTheResultIsThere() {
        connect("on");
        jira.accept(false);

        UUID id = run("TEST-1", "refused");
        JsonNode comment = awaitComment(id, "failed");

        assertThat(comment.at("/error/reason").asText()).isEqualTo("jira_unauthorized");
        assertThat(comment.at("/error/fix").asText()).contains("API token", "jira connect");
        String page = Http.page("/Execution_History/" + id, Http.cookie(Seeds.token("operator", agent.tenantId())))
                .body();
        assertThat(page).contains("Comment in Jira: failed", "id.atlassian.com", "Send comment again");
    }

    @Test
    void anIssueThatJiraDoesNotShowIsExplained() {
        connect("on");

        JsonNode comment = awaitComment(run("TEST-99", "nowhere"), "failed");

        assertThat(comment.at("/error/reason").asText()).isEqualTo("jira_not_found");
        assertThat(comment.at("/error/fix").asText()).contains("Browse Projects");
    }

    @Test
    void aDryRunShowsWhatWouldBeWrittenAndAsksJiraNothing() {
        connect("dry_run", "labels");
        ANSWERS.put("dry", "{\"labels\":[\"login\"],\"says\":\"dry words\"}");

        UUID id = run("TEST-1", "dry");
        JsonNode comment = awaitComment(id, "dry_run");

        assertThat(comment.at("/preview/text").asText()).contains("dry words");
        assertThat(comment.at("/preview/fields/update/labels/0/add").asText()).isEqualTo("login");
        assertThat(jira.requests()).isEmpty();
        assertThat(Http.page("/Execution_History/" + id, Http.cookie(Seeds.token("viewer", agent.tenantId())))
                        .body())
                .contains("nothing was sent", "dry words");
    }

    @Test
    void fieldsAreSetOnlyWhereTheTenantAllowsIt() {
        ANSWERS.put("suggests", "{\"labels\":[\"login\"],\"priority\":{\"suggested\":\"High\"}}");
        connect("on", "labels");

        awaitComment(run("TEST-1", "suggests"), "sent");

        assertThat(jira.fields("TEST-1")).hasToString("{\"update\":{\"labels\":[{\"add\":\"login\"}]}}");
    }

    @Test
    void fieldsThatJiraRefusesAreToldBesideTheComment() {
        ANSWERS.put("refused fields", "{\"priority\":{\"suggested\":\"Sky-high\"}}");
        connect("on", "priority");
        // The comment is created by POST, so that the only PUT is that of the fields.
        jira.then(Fault.status("PUT", 400));

        JsonNode comment = awaitComment(run("TEST-2", "refused fields"), "sent");

        assertThat(jira.comments("TEST-2")).hasSize(1);
        assertThat(comment.at("/error/fix").asText()).contains("allowed_fields");
    }

    @Test
    void nothingIsToldWhereTheSiteIsOff() {
        connect("off");

        assertThat(execution(run("TEST-1", "off")).has("comment")).isFalse();
    }

    @Test
    void aLaterResultIsNotReplacedByAnEarlierOne() {
        connect("dry_run");
        UUID earlier = run("TEST-1", "earlier");
        awaitComment(earlier, "dry_run");
        UUID later = run("TEST-1", "later");
        awaitComment(later, "dry_run");

        int status = Http.post("/api/executions/" + earlier + "/comment", Seeds.token("operator", agent.tenantId()), "")
                .statusCode();

        assertThat(status).isEqualTo(409);
        assertThat(execution(earlier).at("/comment/state").asText()).isEqualTo("superseded");
        assertThat(execution(earlier).at("/comment/superseded_by").asText()).isEqualTo(later.toString());
    }

    @Test
    void aJiraThatHangsKeepsOnlyItsOwnWaiting() {
        connect("on");
        jira.hang();
        run("TEST-1", "slow");
        run("TEST-2", "slow");
        run("TEST-3", "slow");
        TestAgent other = new TestAgents(PROGRAM).create("comment-stub");
        try (StubJira quick = new StubJira("TEST-1")) {
            connect(other.tenantId(), quick, "on");

            run(other, "TEST-1", "quick");

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(quick.comments("TEST-1")).hasSize(1));
        }
        assertThat(jira.requests())
                .as("no more at the same time than a site's places")
                .hasSizeBetween(1, 2);
    }
}
