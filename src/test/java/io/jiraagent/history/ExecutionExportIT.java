package io.jiraagent.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.jiraagent.testing.Http;
import io.jiraagent.testing.PageTest;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.Seeds;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an operator takes into a spreadsheet. */
class ExecutionExportIT extends PageTest {
    private List<Map<String, String>> csv(String path) throws IOException {
        HttpResponse<String> response = Http.get(path, token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"executions.csv\"");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(response.body())) {
            return rows.readAll();
        }
    }

    @Test
    void whatAFilterShowsComesAsATable() throws IOException {
        UUID id = Seeds.execution(tenant, agent)
                .key("CSV-1")
                .status("failed")
                .error("{\"reason\":\"agent_refused\",\"message\":\"no, \\\"never\\\"\\nagain\"}")
                .insert();
        Seeds.execution(tenant, agent).key("CSV-2").insert();

        assertThat(csv("/api/executions.csv")).hasSize(2);
        assertThat(csv("/api/executions.csv?status=failed")).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("id", id.toString())
                .containsEntry("issue_key", "CSV-1")
                .containsEntry("agent", "Ticket Enhancer")
                .containsEntry("error_reason", "agent_refused")
                .containsEntry("error_message", "no, \"never\"\nagain"));
        assertThat(csv("/api/executions.csv?limit=1")).hasSize(1);
    }

    @Test
    void programsGetTheSameAsJson() {
        UUID id = Seeds.execution(tenant, agent).key("JSON-1").insert();
        Seeds.execution(tenant, agent).key("OTHER-1").insert();

        HttpResponse<String> response = Http.get("/Execution_History.json?q=json-1", token);

        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"executions.json\"");
        assertThat(Http.json(response).path("items").findValuesAsText("id")).containsExactly(id.toString());
    }

    @Test
    void aSearchIsNotEndedEarlyForAFile() throws IOException {
        Instant now = Instant.now();
        UUID one = Seeds.execution(tenant, agent).key("NEW-1").queuedAt(now).insert();
        RunningProgram.shared().jdbc().sql("""
                INSERT INTO agent_test_executions (id, tenant_id, agent_id, issue_key, status, queued_at, completed_at, payload, payload_sha256)
                SELECT gen_random_uuid(), tenant_id, agent_id, issue_key, status, queued_at - n * interval '1 second', completed_at, payload,
                       sha256(CAST(CAST(n AS text) AS bytea))
                  FROM agent_test_executions, generate_series(1, 10100) n WHERE id = ?""").param(one).update();
        Seeds.execution(tenant, agent)
                .key("OLD-1")
                .queuedAt(now.minus(Duration.ofDays(10_000)))
                .insert();

        assertThat(csv("/api/executions.csv?q=old")).hasSize(1);
        RunningProgram.shared()
                .jdbc()
                .sql("DELETE FROM agent_test_executions WHERE tenant_id = ?")
                .param(tenant)
                .update();
    }

    @Test
    void noCellIsAFormula() throws IOException {
        for (String key : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
            Seeds.execution(tenant, agent).key(key).insert();
        }

        assertThat(csv("/api/executions.csv"))
                .extracting(row -> row.get("issue_key"))
                .containsExactlyInAnyOrder("'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1");
    }

    @Test
    void anotherTenantsExecutionsAreNotInIt() throws IOException {
        UUID other = Seeds.tenant();
        Seeds.execution(other, Seeds.agent(other, "Theirs")).insert();

        assertThat(csv("/api/executions.csv")).isEmpty();
        assertThat(csv("/api/executions.csv?tenant_id=" + other)).isEmpty();
    }

    @Test
    void thePageLinksToTheFileOfItsFilter() throws IOException {
        Seeds.execution(tenant, agent).key("LINK-1").insert();
        Seeds.execution(tenant, agent).key("OTHER-1").insert();
        signIn();
        browser.open("/Execution_History?issue_key=LINK-1");

        String path = browser.find("a[download]").getDomAttribute("href");

        assertThat(path).startsWith("/Execution_History.csv?issue_key=LINK-1");
        assertThat(csv(path)).extracting(row -> row.get("issue_key")).containsExactly("LINK-1");
    }
}
