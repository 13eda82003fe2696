package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
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
        return new Requested("pending", request(request.id(API_ID), request.caller()));
    }

    public SeeOther page(OpsRequest request) {
        return new SeeOther("/Execution_History/" + request(request.id(PAGE_ID), request.caller()));
    }

    private UUID request(UUID requested, Caller caller) {
        UUID id = executions
                .find(requested, caller)
                .map(detail -> detail.summary().id())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
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
        return id;
    }
}
