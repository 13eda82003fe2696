package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.SeeOther;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has results told in Jira again, by API and page. Thread-safe. */
public final class CommentRequests {
    private static final SqlText REQUEST = SqlText.load("jira-comment-request");
    private static final int API_ID = 2;
    private static final int PAGE_ID = 1;
    private static final int CONFLICT = 409;

    private final JdbcClient jdbc;
    private final Executions executions;

    public CommentRequests(JdbcClient jdbc, Executions executions) {
        this.jdbc = jdbc;
        this.executions = executions;
    }

    /** The answer to a request. */
    public record Requested(
            String status, @JsonProperty("execution_id") UUID executionId) {}

    public Requested api(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        UUID id = find(request.id(API_ID), request.caller()).id();
        ask(id, request.caller());
        return new Requested("pending", id);
    }

    /** The button. */
    public SeeOther page(OpsRequest request) {
        ExecutionSummary run = find(request.id(PAGE_ID), request.caller());
        String page = "/Execution_History/" + run.id();
        request.confirmed(() -> Confirmation.of(
                "Write the comment on " + run.issueKey() + " in Jira again?",
                "The integration's comment on the issue is written with this result; one that is there is changed, and those"
                        + " who watch the issue may be told.",
                "Write it again",
                page));
        ask(run.id(), request.caller());
        return new SeeOther(page);
    }

    private ExecutionSummary find(UUID requested, Caller caller) {
        return executions
                .find(requested, caller)
                .map(ExecutionDetail::summary)
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private void ask(UUID id, Caller caller) {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("id", id, "token", caller.tokenId(), "actor", caller.name()));
        caller.tenantId().ifPresent(tenant -> parameters.put("scope", tenant));
        if (REQUEST.with(jdbc, parameters).update() == 0) {
            throw new ProblemException(Problem.of(
                    "conflict",
                    "Conflict",
                    CONFLICT,
                    "There is no comment to send",
                    "The execution has to be completed, its tenant connected with a Jira, and no later result of the"
                            + " issue told."));
        }
    }
}
