package io.jiraagent.history;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** {@code /Dead_Letters}: what failed, to be replayed or discarded. Thread-safe. */
public final class DeadLettersPage {
    private static final String PATH = "/Dead_Letters";
    private static final int PAGE = 50;
    private static final int ID = 1;
    private static final List<String> NAMES = List.of("issue_key", "agent_id", "reason", "from", "to", "zone");
    private static final DeadLetters.Pace PACE = new DeadLetters.Pace(1000, 10);

    private final Executions executions;
    private final DeadLetters deadLetters;
    private final Agents agents;

    public DeadLettersPage(Executions executions, DeadLetters deadLetters, Agents agents) {
        this.executions = executions;
        this.deadLetters = deadLetters;
        this.agents = agents;
    }

    public PageView list(OpsRequest request) {
        Caller caller = request.caller();
        Parameters parameters = request.parameters();
        ExecutionFilter filter = filter(parameters, caller);
        Cursor before = parameters.text("cursor").map(Cursor::decode).orElse(null);
        Items<ExecutionSummary> page = executions.list(filter, PAGE, before);
        Map<String, String> values = FilterForm.values(parameters, NAMES);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "dead");
        model.put("rows", page.items());
        model.put("values", values);
        model.put(
                "filtered",
                values.entrySet().stream()
                        .anyMatch(
                                e -> !e.getKey().equals("zone") && !e.getValue().isEmpty()));
        model.put("agents", agents.names(caller));
        model.put("operator", caller.may(AccessRole.OPERATOR));
        model.put("matching", deadLetters.matching(DeadLettersApi.conditions(filter), PACE, caller));
        model.put("limit", PACE.limit());
        model.put("rate", (int) PACE.ratePerSecond());
        model.put("older", FilterForm.older(PATH, values, page.nextCursor()));
        model.put("newest", before == null ? null : FilterForm.path(PATH, values));
        return PageView.of("deadletters", model);
    }

    /** The button that replays one; with a field {@code payload}, an edited one. */
    public SeeOther replay(OpsRequest request) {
        UUID id = find(request);
        Optional<byte[]> edited = request.form().rawText("payload").map(text -> text.getBytes(StandardCharsets.UTF_8));
        if (!deadLetters.replay(id, edited, request.caller())) {
            throw conflict();
        }
        return new SeeOther("/Execution_History/" + id);
    }

    /** The button that replays what the filter of the list matches. */
    public SeeOther replayAll(OpsRequest request) {
        ExecutionFilter filter = filter(request.form(), request.caller());
        deadLetters.replayAll(DeadLettersApi.conditions(filter), PACE, request.caller());
        return new SeeOther(PATH);
    }

    public SeeOther discard(OpsRequest request) {
        UUID id = find(request);
        String reason = request.form()
                .text("reason")
                .orElseThrow(() -> Parameters.refused("reason", "nothing", "a line that says why"));
        if (!deadLetters.discard(id, reason, request.caller())) {
            throw conflict();
        }
        return new SeeOther(PATH);
    }

    private static ExecutionFilter filter(Parameters parameters, Caller caller) {
        return ExecutionFilter.deadLetters(parameters, parameters.zone("zone"), caller);
    }

    private UUID find(OpsRequest request) {
        return executions
                .find(request.id(ID), request.caller())
                .map(detail -> detail.summary().id())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static ProblemException conflict() {
        return new ProblemException(Problem.of(
                "conflict",
                "Conflict",
                409,
                "It is not a dead letter any more",
                "It was replayed or discarded before."));
    }
}
