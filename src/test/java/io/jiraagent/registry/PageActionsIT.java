package io.jiraagent.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Http;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form of the pages: who may send it, from where, and that it stays on record. */
class PageActionsIT {
    private final UUID tenant = Seeds.tenant();
    private Map<String, String> ids;

    @BeforeEach
    void thingsOfATenant() {
        UUID agent = Seeds.agent(tenant, "Ticket Enhancer");
        UUID failed = Seeds.execution(tenant, agent)
                .status("failed")
                .error("{\"reason\":\"agent_error\",\"message\":\"away\"}")
                .insert();
        Seeds.jiraSite(tenant, "https://jira.example", "bot");
        ids = Map.of(
                "tenant_id", tenant.toString(),
                "agent_id", agent.toString(),
                "execution_id", failed.toString(),
                "replay_id", Seeds.bulkReplay(tenant, failed).toString());
    }

    static List<String> forms() throws IOException {
        return TenancySweepIT.operations().stream()
                .filter(operation -> operation.startsWith("POST /") && !operation.startsWith("POST /api/"))
                .toList();
    }

    private HttpResponse<String> send(String operation, String cookie, String fromHeader, String from) {
        return send(operation, TenancySweepIT.BODIES.get(operation), cookie, fromHeader, from);
    }

    private HttpResponse<String> send(String operation, String body, String cookie, String fromHeader, String from) {
        assertThat(TenancySweepIT.BODIES)
                .as("what to send; enter the new form in TenancySweepIT")
                .containsKey(operation);
        return Http.send(TenancySweepIT.fill(operation.substring("POST ".length()), ids), request -> request.header(
                        "Cookie", cookie)
                .header(fromHeader, from)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(TenancySweepIT.fill(body, ids))));
    }

    private List<String> onRecord() {
        return RunningProgram.shared()
                .jdbc()
                .sql(
                        "SELECT action || ' by ' || actor FROM audit_log WHERE tenant_id = :tenant AND action <> 'signed_in'")
                .param("tenant", tenant)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isNotForViewersNorForOtherSites(String operation) {
        String viewer = Http.cookie(Seeds.token("viewer", tenant));
        String admin = Http.cookie(Seeds.token("admin", tenant));

        assertThat(send(operation, viewer, "Sec-Fetch-Site", "same-origin").statusCode())
                .isEqualTo(403);
        assertThat(send(operation, admin, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(send(operation, admin, "Origin", "https://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(send(operation, admin, "X-Nothing", "said").statusCode()).isEqualTo(403);
        assertThat(onRecord()).isEmpty();
    }

    /** In a browser this is a dialog, or a page where there are no scripts. */
    @ParameterizedTest
    @MethodSource("forms")
    void changesNothingBeforeItIsConfirmed(String operation) {
        prepare(operation);
        String cookie = Http.cookie(Seeds.token("admin", tenant));
        String body = TenancySweepIT.BODIES.get(operation).replaceFirst("&?confirmed=yes", "");

        HttpResponse<String> asked = send(operation, body, cookie, "Sec-Fetch-Site", "same-origin");

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        assertThat(asked.body())
                .contains("name=\"confirmed\" value=\"yes\"")
                .contains(TenancySweepIT.fill(operation.substring("POST ".length()), ids));
        assertThat(onRecord()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void staysOnRecordWithWhoSentIt(String operation) {
        prepare(operation);

        HttpResponse<String> response =
                send(operation, Http.cookie(Seeds.token("admin", tenant)), "Sec-Fetch-Site", "same-origin");

        assertThat(response.statusCode()).as(response.body()).isIn(200, 303);
        assertThat(onRecord()).hasSize(1).allMatch(entry -> entry.endsWith(" by a admin"));
    }

    /** Where the form is shown only for another state of things. */
    private void prepare(String operation) {
        if (operation.endsWith("/comment")) {
            update(
                    "UPDATE agent_test_executions SET status = 'completed', error = NULL, result = '{}' WHERE id = :id",
                    "execution_id");
        }
        if (operation.endsWith("/cancel")) {
            update(
                    "UPDATE bulk_replay_executions SET error = e.error, completed_at = now()"
                            + " FROM agent_test_executions e WHERE e.id = execution_id AND e.id = :id",
                    "execution_id");
            update(
                    "UPDATE agent_test_executions SET status = 'queued', attempt = 0, error = NULL, completed_at = NULL,"
                            + " next_attempt_at = now() + interval '1 day' WHERE id = :id",
                    "execution_id");
        }
        if (operation.endsWith("/try")) {
            update("UPDATE agents SET kind = 'http', url = 'http://127.0.0.1:1/' WHERE id = :id", "agent_id");
        }
        if (operation.endsWith("/test")) {
            update("UPDATE agents SET status = 'active' WHERE id = :id", "agent_id");
        }
    }

    private void update(String statement, String id) {
        RunningProgram.shared()
                .jdbc()
                .sql(statement)
                .param("id", UUID.fromString(ids.get(id)))
                .update();
    }
}
