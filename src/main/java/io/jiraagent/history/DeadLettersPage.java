package io.jiraagent.history;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.BulkReplays;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /Dead_Letters}: what failed, to be replayed or discarded. Thread-safe. */
public final class DeadLettersPage {
    static final String PATH = "/Dead_Letters";
    static final List<String> NAMES =
            List.of("q", "issue_key", "agent_id", "tenant_id", "reason", "from", "to", "zone");

    private static final int PAGE = 50;
    private static final int ID = 1;
    private static final int REPLAYS = 3;

    private final Executions executions;
    private final DeadLetters deadLetters;
    private final BulkReplays replays;
    private final Agents agents;
    private final Tenants tenants;

    public DeadLettersPage(
            Executions executions, DeadLetters deadLetters, BulkReplays replays, Agents agents, Tenants tenants) {
        this.executions = executions;
        this.deadLetters = deadLetters;
        this.replays = replays;
        this.agents = agents;
        this.tenants = tenants;
    }

    public PageView list(OpsRequest request) {
        Caller caller = request.caller();
        Parameters parameters = request.parameters();
        ExecutionFilter filter = ExecutionFilter.deadLetters(parameters, parameters.zone("zone"), caller);
        Cursor before = parameters.text("cursor").map(Cursor::decode).orElse(null);
        Items<ExecutionSummary> page = executions.list(filter, PAGE, before);
        Map<String, String> values = FilterForm.values(parameters, NAMES);
        List<Tenants.Tenant> visible = tenants.list(caller);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "dead");
        model.put("rows", page.items());
        model.put("values", values);
        model.put("filtered", !FilterForm.given(values).isEmpty());
        model.put("agents", agents.names(caller));
        model.put("tenants", visible);
        model.put("tenantNames", Tenants.names(visible));
        model.put("operator", caller.may(AccessRole.OPERATOR));
        model.put("replays", replays.lately(REPLAYS, caller));
        model.put("tryPath", FilterForm.path(PATH + "/replay", values));
        model.put("reasonPath", reasonPath(values));
        model.put("searchedTo", FilterForm.searchedTo(page, PAGE));
        model.put("older", FilterForm.older(PATH, values, page.nextCursor()));
        model.put("newest", before == null ? null : FilterForm.path(PATH, values));
        return PageView.of("deadletters", model);
    }

    /** The address of the list of one reason, to be completed by that. */
    private static String reasonPath(Map<String, String> values) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.remove("reason");
        String path = FilterForm.path(PATH, others);
        return path + (path.contains("?") ? "&" : "?") + "reason=";
    }

    /** The button that replays one; with a field {@code payload}, an edited one. */
    public SeeOther replay(OpsRequest request) {
        ExecutionSummary run = find(request);
        String page = "/Execution_History/" + run.id();
        Optional<byte[]> edited = request.form().rawText("payload").map(text -> text.getBytes(StandardCharsets.UTF_8));
        request.confirmed(() -> Confirmation.of(
                "Replay " + name(run) + (edited.isPresent() ? " with the edited payload?" : "?"),
                (edited.isPresent() ? "The agent gets the payload as edited; what was received is kept. " : "")
                        + "It runs again under the same id, by " + agent(run)
                        + ", which may act again. What was tried stays on record.",
                edited.isPresent() ? "Replay edited" : "Replay",
                page));
        if (!deadLetters.replay(run.id(), edited, request.caller())) {
            throw conflict();
        }
        return new SeeOther(page);
    }

    /** The button that takes one off the list. */
    public SeeOther discard(OpsRequest request) {
        ExecutionSummary run = find(request);
        String reason = request.form()
                .text("reason")
                .orElseThrow(() -> Parameters.refused("reason", "nothing", "a line that says why"));
        request.confirmed(() -> Confirmation.grave(
                "Discard " + name(run) + "?",
                "It leaves this list and can never be replayed. Its page stays, with the reason: " + reason,
                "Discard",
                "/Execution_History/" + run.id()));
        if (!deadLetters.discard(run.id(), reason, request.caller())) {
            throw conflict();
        }
        return new SeeOther(PATH);
    }

    private static String name(ExecutionSummary run) {
        return run.issueKey() == null || run.issueKey().isEmpty() ? "execution " + run.id() : run.issueKey();
    }

    private static String agent(ExecutionSummary run) {
        return run.agentName() == null ? "its agent" : run.agentName();
    }

    private ExecutionSummary find(OpsRequest request) {
        ExecutionDetail detail = executions
                .find(request.id(ID), request.caller())
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
        if (!detail.isDeadLetter()) {
            throw conflict();
        }
        return detail.summary();
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
