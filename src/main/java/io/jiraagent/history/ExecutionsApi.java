package io.jiraagent.history;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;

/** {@code /api/executions}. Thread-safe. */
public final class ExecutionsApi {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int ID = 2;

    private final Executions executions;

    public ExecutionsApi(Executions executions) {
        this.executions = executions;
    }

    /** A page of executions, newest first. */
    public Items<ExecutionSummary> list(OpsRequest request) {
        Parameters parameters = request.parameters();
        Set<String> known = new HashSet<>(ExecutionFilter.NAMES);
        known.addAll(Set.of("limit", "cursor"));
        parameters.refuseOthersThan(known);
        return executions.list(
                ExecutionFilter.read(parameters, ZoneOffset.UTC, request.caller()),
                parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                parameters.text("cursor").map(Cursor::decode).orElse(null));
    }

    /** One execution with its attempts. */
    public ExecutionDetail read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return executions
                .find(request.id(ID), request.caller())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }
}
