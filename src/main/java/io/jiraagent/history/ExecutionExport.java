package io.jiraagent.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.jiraagent.web.CsvFile;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The executions of a filter as a table for a spreadsheet, newest first. Thread-safe. */
public final class ExecutionExport {
    static final int MOST = 10_000;

    private static final List<String> COLUMNS = List.of(
            "id",
            "issue_key",
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

    /** Takes what the list takes; {@value #MOST} rows at most, of which a later file goes on with {@code to}. */
    public CsvFile csv(OpsRequest request) {
        Parameters parameters = request.parameters();
        Set<String> known = new HashSet<>(ExecutionFilter.NAMES);
        known.addAll(Set.of("limit", "zone"));
        parameters.refuseOthersThan(known);
        ExecutionFilter filter = ExecutionFilter.read(parameters, parameters.zone("zone"), request.caller());
        List<List<String>> rows = new ArrayList<>();
        executions
                .list(filter, parameters.number("limit", MOST, 1, MOST), null)
                .items()
                .forEach(run -> rows.add(cells(run)));
        try {
            return new CsvFile("executions.csv", WRITER.writeValueAsString(rows));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> cells(ExecutionSummary run) {
        return Stream.of(
                        run.id(),
                        run.issueKey(),
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
