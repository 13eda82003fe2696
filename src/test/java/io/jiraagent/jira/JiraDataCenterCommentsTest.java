package io.jiraagent.jira;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.StubJira;
import io.jiraagent.testing.StubJira.Fault;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results told in a Jira Data Center by the running program: REST v2, wiki markup, a personal access token. */
class JiraDataCenterCommentsTest extends JiraCommentsScene {
    JiraDataCenterCommentsTest() {
        super(JiraFlavour.DATA_CENTER);
    }

    private String text(String key) {
        return jira.comments(key).get(0).path("body").textValue();
    }

    private int secondsUntil(String column, String table, UUID tenant) {
        return PROGRAM.jdbc()
                .sql("SELECT CAST(extract(epoch FROM max(" + column + ") - now()) AS integer) FROM " + table
                        + " WHERE tenant_id = :tenant")
                .param("tenant", tenant)
                .query(Integer.class)
                .single();
    }

    @Test
    void aResultIsToldAsWikiMarkupInOneCommentWhichLaterResultsChange() {
        connect("on");

        awaitComment(run("TEST-1", "first"), "sent");
        UUID second = run("TEST-1", "second");
        JsonNode comment = awaitComment(second, "sent");

        assertThat(jira.comments("TEST-1")).hasSize(1);
        assertThat(text("TEST-1"))
                .contains("second", "/Execution_History/" + second)
                .doesNotContain("first");
        assertThat(comment.path("url").asText()).startsWith(jira.url() + "/browse/TEST-1?focusedCommentId=");
        assertThat(jira.complaints()).isEmpty();
        assertThat(jira.requests()).isNotEmpty().allSatisfy(request -> assertThat(request)
                .contains("/rest/api/2/issue/TEST-1/comment"));
    }

    private HttpResponse<String> connectByApi(String token) {
        return Http.send("/api/tenants/" + agent.tenantId() + "/jira", request -> request.header(
                        "Authorization", "Bearer " + Seeds.token("admin", agent.tenantId()))
                .header("Content-Type", "application/json")
                .method(
                        "PUT",
                        HttpRequest.BodyPublishers.ofString("{\"base_url\":\"" + jira.url()
                                + "\",\"flavour\":\"data-center\",\"token\":\"" + token + "\",\"mode\":\"on\"}")));
    }

    @Test
    void aTenantConnectsWithAPersonalAccessTokenAloneAndIsTold() {
        HttpResponse<String> refused = connectByApi("of-nobody");
        HttpResponse<String> connected = connectByApi(StubJira.TOKEN);

        awaitComment(run("TEST-1", "connected by API"), "sent");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("personal access token");
        assertThat(connected.statusCode()).as(connected.body()).isEqualTo(200);
        assertThat(Http.json(connected).path("account_id").asText()).isEqualTo(StubJira.ACCOUNT);
        assertThat(text("TEST-1")).contains("connected by API");
    }

    @Test
    void aReplayChangesTheCommentThereIs() {
        connect("on");
        awaitComment(run("TEST-1", "told already"), "sent");
        ANSWERS.put("replayed there", "fail");
        PROGRAM.jdbc()
                .sql("UPDATE agents SET max_attempts = 1 WHERE id = :id")
                .param("id", agent.id())
                .update();
        UUID failed = run("TEST-1", "replayed there");
        ANSWERS.remove("replayed there");

        Http.post("/api/dead-letters/" + failed + "/replay", Seeds.token("operator", agent.tenantId()), "");
        awaitComment(failed, "sent");

        assertThat(jira.comments("TEST-1")).hasSize(1);
        assertThat(text("TEST-1")).contains("replayed there").doesNotContain("told already");
    }

    @Test
    void aCommentWhoseAnswerWasLostIsFoundByItsMark() {
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
    void markupOfTicketsAndAgentsIsInert() {
        connect("on");
        ANSWERS.put(
                "hostile markup",
                "{\"says\":\"{panel}[~admin] !http://evil.example/x.png! [click|javascript:alert(1)] h1. big {code}\"}");

        awaitComment(run("TEST-1", "hostile markup"), "sent");

        assertThat(text("TEST-1"))
                .contains("admin", "click", "big")
                .doesNotContain("{panel}", "[~admin]", "!http", "[click", "{code}");
    }

    @Test
    void allowedFieldsAreSetOverTheSameApi() {
        ANSWERS.put("suggests both", "{\"labels\":[\"login\"],\"priority\":{\"suggested\":\"High\"}}");
        connect("on", "labels", "priority");

        awaitComment(run("TEST-1", "suggests both"), "sent");

        assertThat(jira.fields("TEST-1").at("/update/labels/0/add").asText()).isEqualTo("login");
        assertThat(jira.fields("TEST-1").toString()).contains("\"priority\"", "\"High\"");
        assertThat(jira.requests()).contains("PUT /rest/api/2/issue/TEST-1");
    }

    @Test
    void fieldsThatAreNotAllowedAreLeftAlone() {
        ANSWERS.put("suggests both", "{\"labels\":[\"login\"],\"priority\":{\"suggested\":\"High\"}}");
        connect("on");

        awaitComment(run("TEST-1", "suggests both"), "sent");

        assertThat(jira.fields("TEST-1")).isNull();
    }

    @Test
    void aTokenThatIsNotValidIsExplainedAsThatOfADataCenter() {
        connect("on");
        jira.accept(false);

        JsonNode comment = awaitComment(run("TEST-1", "refused"), "failed");

        assertThat(comment.at("/error/reason").asText()).isEqualTo("jira_unauthorized");
        assertThat(comment.at("/error/fix").asText())
                .contains("personal access token", "CAPTCHA", "jira connect")
                .doesNotContain("id.atlassian.com");
    }

    @ParameterizedTest
    @CsvSource({"POST, 403, jira_forbidden, Add Comments", "GET, 404, jira_not_found, Browse Projects"})
    void aRefusalSaysWhatToChange(String method, int status, String reason, String fix) {
        connect("on");
        jira.then(Fault.status(method, status));

        JsonNode comment = awaitComment(run("TEST-1", "refused " + status), "failed");

        assertThat(comment.at("/error/reason").asText()).isEqualTo(reason);
        assertThat(comment.at("/error/fix").asText()).contains(fix);
        assertThat(comment.at("/error/message").asText()).contains(Integer.toString(status), "Stubbed");
    }

    @Test
    void aBusyJiraIsLeftAloneForAsLongAsItAsksAndNoResultIsLost() {
        connect("on");
        jira.then(Fault.busy("POST", 600));

        UUID id = run("TEST-1", "busy");
        awaitRetry(id, "jira_rate_limited");
        UUID other = run("TEST-2", "waits as well");
        int before = jira.requests().size();

        assertThat(secondsUntil("next_attempt_at", "jira_comments", agent.tenantId()))
                .isGreaterThan(500);
        assertThat(secondsUntil("rest_until", "jira_sites", agent.tenantId())).isBetween(500, 600);
        assertThat(execution(other).path("status").asText()).isEqualTo("completed");
        assertThat(execution(other).at("/comment/state").asText()).isEqualTo("pending");
        assertThat(jira.requests()).hasSize(before);
        dueNow();
        awaitComment(id, "sent");
        awaitComment(other, "sent");
    }

    @Test
    void withoutATimeToComeTheIntervalOfTheLimitIsWaited() {
        connect("on");
        jira.then(new Fault(
                "POST", 429, false, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Interval-Seconds", "900")));

        UUID id = run("TEST-1", "no time named");
        awaitRetry(id, "jira_rate_limited");

        assertThat(secondsUntil("rest_until", "jira_sites", agent.tenantId())).isBetween(800, 900);
        dueNow();
        awaitComment(id, "sent");
    }

    @Test
    void aLimitThatIsUsedUpIsNotRunInto() {
        connect("on");
        jira.limited(Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Interval-Seconds", "900"));

        UUID first = run("TEST-1", "the last of the limit");
        awaitComment(first, "sent");
        UUID next = run("TEST-2", "the next interval");

        assertThat(secondsUntil("rest_until", "jira_sites", agent.tenantId())).isBetween(800, 900);
        assertThat(execution(next).at("/comment/state").asText()).isEqualTo("pending");
        assertThat(jira.comments("TEST-2")).isEmpty();
        jira.limited(Map.of());
        dueNow();
        awaitComment(next, "sent");
        assertThat(List.of(first, next))
                .allSatisfy(
                        id -> assertThat(execution(id).path("status").asText()).isEqualTo("completed"));
    }
}
