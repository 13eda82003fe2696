package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import io.jiraagent.testing.StubJira;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting a tenant with its Jira by API. */
class JiraAdminIT {
    private final StubJira jira = new StubJira();
    private final UUID tenant = Seeds.tenant();
    private final String admin = Seeds.token("admin", tenant);
    private final String path = "/api/tenants/" + tenant + "/jira";

    @AfterEach
    void close() {
        jira.close();
    }

    private HttpResponse<String> call(String method, String token, String json) {
        return Http.send(path, request -> request.header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> put(String json) {
        return call("PUT", admin, json);
    }

    private String connection(String token) {
        return "{\"base_url\":\"" + jira.url() + "/\",\"user\":\"" + StubJira.USER + "\",\"token\":\"" + token
                + "\",\"mode\":\"dry_run\",\"allowed_fields\":[\"labels\"]}";
    }

    @Test
    void theSiteIsSavedWithItsAccountAndNeverShowsItsToken() {
        HttpResponse<String> saved = put(connection(StubJira.TOKEN));

        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        JsonNode site = Http.json(Http.get(path, admin));
        assertThat(site.path("account_id").asText()).isEqualTo(StubJira.ACCOUNT);
        assertThat(site.path("base_url").asText()).isEqualTo(jira.url());
        assertThat(site.path("mode").asText()).isEqualTo("dry_run");
        assertThat(site.path("allowed_fields")).hasToString("[\"labels\"]");
        String stored = RunningProgram.shared()
                .jdbc()
                .sql(
                        "SELECT to_jsonb(s)::text || (SELECT string_agg(to_jsonb(l)::text, '') FROM audit_log l WHERE l.tenant_id = s.tenant_id)"
                                + " FROM jira_sites s WHERE tenant_id = :id")
                .param("id", tenant)
                .query(String.class)
                .single();
        assertThat(stored + saved.body() + site).contains("jira_connected").doesNotContain(StubJira.TOKEN);
        assertThat(Http.page("/Tenants", Http.cookie(admin)).body()).contains(jira.url() + " as Robot");
    }

    @Test
    void whatIsNotGivenStaysButAKeptTokenGoesToNoOtherAddress() {
        put(connection(StubJira.TOKEN));

        JsonNode changed = Http.json(put("{\"mode\":\"on\"}"));
        HttpResponse<String> elsewhere = put("{\"base_url\":\"http://127.0.0.1:1\"}");

        assertThat(changed.path("mode").asText()).isEqualTo("on");
        assertThat(changed.path("allowed_fields")).hasSize(1);
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.body()).contains("A token is needed");
    }

    @Test
    void aTokenThatJiraRefusesIsExplainedAndNotSaved() {
        HttpResponse<String> refused = put(connection("wrong"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id.atlassian.com").doesNotContain("wrong\"");
        assertThat(Http.get(path, admin).statusCode()).isEqualTo(404);
    }

    @Test
    void aDifferentServerIsNotTakenForAJira() {
        HttpResponse<String> refused = put(connection(StubJira.TOKEN).replace(jira.url(), jira.url() + "/wiki"));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("There is no Jira API at this address");
    }

    @Test
    void anAddressOfAPrivateNetworkIsRefused() {
        for (String url :
                new String[] {"https://169.254.169.254", "http://93.184.216.34", "ftp://x", "https://a:b@c"}) {
            HttpResponse<String> refused = put(connection(StubJira.TOKEN).replace(jira.url(), url));

            assertThat(refused.statusCode()).as(url).isEqualTo(400);
            assertThat(refused.body()).contains("base_url: The address of Jira");
        }
    }

    @Test
    void itIsForAdministratorsAndCanBeForgotten() {
        put(connection(StubJira.TOKEN));

        assertThat(call("GET", Seeds.token("operator", tenant), "").statusCode())
                .isEqualTo(403);
        assertThat(call("DELETE", admin, "").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", admin, "").statusCode()).isEqualTo(404);
    }
}
