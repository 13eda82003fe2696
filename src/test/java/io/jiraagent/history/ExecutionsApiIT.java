package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.Seeds;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/executions} over HTTP. */
class ExecutionsApiIT {
    private static final Instant NOON = Instant.parse("2025-11-13T12:00:00Z");

    private UUID tenant;
    private UUID agent;
    private String token;

    @BeforeEach
    void aTenantWithAnAgent() {
        tenant = Seeds.tenant();
        agent = Seeds.agent(tenant, "Ticket Enhancer");
        token = Seeds.token("operator", tenant);
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = Http.get(path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Http.json(response);
    }

    private List<String> keys(String query) {
        return get("/api/executions?" + query).path("items").findValuesAsText("issue_key");
    }

    @Test
    void executionsAreListedNewestFirst() {
        Seeds.execution(tenant, agent).key("OLD-1").queuedAt(NOON).insert();
        UUID newest = Seeds.execution(tenant, agent)
                .key("NEW-1")
                .queuedAt(NOON.plusSeconds(60))
                .insert();

        JsonNode answer = get("/api/executions");

        assertThat(answer.path("items").findValuesAsText("issue_key")).containsExactly("NEW-1", "OLD-1");
        assertThat(answer.path("next_cursor").isNull()).isTrue();
        JsonNode first = answer.path("items").path(0);
        assertThat(first.path("id").asText()).isEqualTo(newest.toString());
        assertThat(first.path("agent_name").asText()).isEqualTo("Ticket Enhancer");
        assertThat(first.path("queued_at").asText()).isEqualTo("2025-11-13T12:01:00Z");
        assertThat(first.path("completed_at").asText()).isEqualTo("2025-11-13T12:01:01.620Z");
        assertThat(first.has("result")).as("lists leave results out").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "status=failed, C-3",
        "status=in_progress, B-2",
        "issue_key=a-1, A-1",
        "from=2025-11-13T12:01:30Z, C-3",
        "from=2025-11-13T13:01:30%2B01:00, C-3",
        "from=2025-11-13T13:01:30+01:00, C-3",
        "to=2025-11-13T12:00:00Z, A-1",
        "from=2025-11-13T12:01:00Z&to=2025-11-13T12:01:00Z, B-2",
        "from=2025-11-13&to=2025-11-13&status=completed, A-1",
        "status=&issue_key=C-3&agent_id=&cursor=, C-3"
    })
    void filtersCanBeCombined(String query, String expected) {
        Seeds.execution(tenant, agent).key("A-1").queuedAt(NOON).insert();
        Seeds.execution(tenant, agent)
                .key("B-2")
                .queuedAt(NOON.plusSeconds(60))
                .status("in_progress")
                .insert();
        Seeds.execution(tenant, agent)
                .key("C-3")
                .queuedAt(NOON.plusSeconds(120))
                .status("failed")
                .insert();

        assertThat(keys(query)).containsExactly(expected);
    }

    @Test
    void agentAndTenantAreFilters() {
        UUID otherAgent = Seeds.agent(tenant, "Another");
        Seeds.execution(tenant, agent).key("A-1").insert();
        Seeds.execution(tenant, otherAgent).key("B-2").insert();

        assertThat(keys("agent_id=" + otherAgent)).containsExactly("B-2");
        assertThat(keys("tenant_id=" + tenant)).hasSize(2);
        token = Seeds.token("viewer", null);
        assertThat(keys("tenant_id=" + tenant)).hasSize(2);
    }

    @Test
    void aCursorLeadsThroughAllOfThemOnceEvenWhereTimesAreEqual() {
        for (int i = 0; i < 7; i++) {
            Seeds.execution(tenant, agent).key("K-" + i).queuedAt(NOON).insert();
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/executions?limit=3&cursor=" + cursor);
            page.path("items").forEach(item -> seen.add(item.path("issue_key").asText()));
            cursor = page.path("next_cursor").asText("null");
        } while (!cursor.equals("null"));

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limit=0            | limit got '0'; it wants a whole number from 1 to 500
                    limit=501          | limit got '501'; it wants a whole number from 1 to 500
                    limit=ten          | limit got 'ten'; it wants a whole number from 1 to 500
                    limit=99999999999  | limit got '99999999999'; it wants a whole number from 1 to 500
                    status=done        | status got 'done'; it wants one of queued, in_progress, completed, failed
                    agent_id=me        | agent_id got 'me'; it wants a UUID
                    tenant_id=1        | tenant_id got '1'; it wants a UUID
                    from=yesterday     | from got 'yesterday'; it wants a time such as
                    from=2025-02-30    | from got '2025-02-30'; it wants a time such as
                    to=2025-11-13T99:00:00Z | to got '2025-11-13T99:00:00Z'; it wants a time such as
                    to=2025-11-13T12:00:00 | to got '2025-11-13T12:00:00'; it wants a time such as
                    cursor=x           | cursor got 'x'; it wants the next_cursor of an earlier answer
                    cursor=eA          | cursor got 'eA'; it wants the next_cursor of an earlier answer
                    issue_key=A%00B    | issue_key got 'A?B'; it wants at most 2000 characters without control characters
                    status=failed&status=queued | status is given 2 times; give it once
                    agentid=x          | Unknown parameter 'agentid'
                    limit=1&colour=red | Unknown parameter 'colour'""")
    void aBadParameterIsNamedWithWhatItGotAndWants(String query, String detail) {
        HttpResponse<String> response = Http.get("/api/executions?" + query, token);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Http.json(response).path("detail").asText()).startsWith(detail);
    }
}
