package io.jiraagent.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.jiraagent.web.CsvFile;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The executions of a filter as a file, newest first. Takes what the list takes. Thread-safe. */
public final class ExecutionExport {
    static final int MOST = 10_000;

    private static final List<String> COLUMNS = List.of(
            "id",
            "issue_key",
            "summary",
            "event_type",
            "status",
            "agent",
            "agent_id",
            "tenant_id",
            "attempt",
            "replay",
            "queued_at",
            "started_at",
            "completed_at",
            "error_reason",
            "error_message");
    private static final ObjectWriter WRITER = new CsvMapper().writer(schema());

    /** What makes a spreadsheet take a cell for a formula (OWASP, CSV Injection). */
    private static final String FORMULA = "=+-@\t\r\n";

    private final Executions executions;

    public ExecutionExport(Executions executions) {
        this.executions = executions;
    }

    private static CsvSchema schema() {
        CsvSchema.Builder schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        return schema.build().withHeader().withLineSeparator("\r\n");
    }

    /** For programs; {@value #MOST} executions at most, in the form in which the API lists them. */
    public Items<ExecutionSummary> json(OpsRequest request) {
        return read(request);
    }

    /** For a spreadsheet; {@value #MOST} rows at most, of which a later file goes on with {@code to}. */
    public CsvFile csv(OpsRequest request) {
        List<List<String>> rows =
                read(request).items().stream().map(ExecutionExport::cells).toList();
        try {
            return new CsvFile("executions.csv", WRITER.writeValueAsString(rows));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Items<ExecutionSummary> read(OpsRequest request) {
        Parameters parameters = request.parameters();
        Set<String> known = new HashSet<>(ExecutionFilter.NAMES);
        known.addAll(Set.of("limit", "zone"));
        parameters.refuseOthersThan(known);
        ExecutionFilter filter = ExecutionFilter.read(parameters, parameters.zone("zone"), request.caller());
        return executions.all(filter, parameters.number("limit", MOST, 1, MOST));
    }

    private static List<String> cells(ExecutionSummary run) {
        return Stream.of(
                        run.id(),
                        run.issueKey(),
                        run.summary(),
                        run.eventType(),
                        run.status(),
                        run.agentName(),
                        run.agentId(),
                        run.tenantId(),
                        run.attempt(),
                        run.epoch() - 1,
                        run.queuedAt(),
                        run.startedAt(),
                        run.completedAt(),
                        run.errorReason(),
                        run.error() == null ? null : run.error().path("message").asText(""))
                .map(value -> harmless(Objects.toString(value, "")))
                .toList();
    }

    private static String harmless(String text) {
        return text.isEmpty() || FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
