package io.jiraagent.history;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.BulkReplays;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final List<String> NAMES = List.of("q", "issue_key", "agent_id", "reason", "from", "to", "zone");
    private static final int LIMIT = 1000;
    private static final int RATE = 10;
    private static final int REPLAYS = 3;

    private final Executions executions;
    private final DeadLetters deadLetters;
    private final BulkReplays replays;
    private final Agents agents;

    public DeadLettersPage(Executions executions, DeadLetters deadLetters, BulkReplays replays, Agents agents) {
        this.replays = replays;
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
        model.put("filtered", !FilterForm.given(values).isEmpty());
        model.put("agents", agents.names(caller));
        model.put("operator", caller.may(AccessRole.OPERATOR));
        model.put("replays", replays.lately(REPLAYS, caller));
        model.put("tryPath", FilterForm.path(PATH + "/replay", values));
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

    /** The dry run of a bulk replay: what it would replay, and the button that does. */
    public PageView tryReplay(OpsRequest request) {
        Parameters parameters = request.parameters();
        Caller caller = request.caller();
        int limit = limit(parameters);
        int rate = rate(parameters);
        List<DeadLetters.Group> groups =
                deadLetters.matching(DeadLettersApi.conditions(filter(parameters, caller)), limit, caller);
        int matching = groups.stream().mapToInt(DeadLetters.Group::executions).sum();
        Map<String, String> values = FilterForm.values(parameters, NAMES);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "dead");
        model.put("values", values);
        model.put("filter", FilterForm.given(values));
        model.put("groups", groups);
        model.put("matching", matching);
        model.put("limit", limit);
        model.put("rate", rate);
        model.put("takes", Duration.ofMillis(1000L * Math.max(0, matching - 1) / rate));
        model.put("back", FilterForm.path(PATH, values));
        return PageView.of("replay", model);
    }

    /** The button that replays what the filter of the list matches. */
    public SeeOther replayAll(OpsRequest request) {
        Parameters form = request.form();
        DeadLetters.Pace pace = new DeadLetters.Pace(limit(form), rate(form));
        deadLetters.replayAll(
                DeadLettersApi.conditions(filter(form, request.caller())),
                pace,
                Rows.object(FilterForm.given(FilterForm.values(form, NAMES))),
                request.caller());
        return new SeeOther(PATH);
    }

    private static int limit(Parameters parameters) {
        return parameters.number("limit", LIMIT, 1, BulkReplay.MAX_LIMIT);
    }

    private static int rate(Parameters parameters) {
        return parameters.number("rate", RATE, 1, (int) BulkReplay.MAX_RATE);
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
