package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.BulkReplays;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.ConfirmationNeededException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import io.jiraagent.web.SeeOther;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code /Dead_Letters/replay}: the dry run that asks, and the replay of what a filter matches or somebody has ticked.
 * Thread-safe.
 */
public final class BulkReplayPage {
    private static final int ID = 2;
    private static final int LIMIT = 1000;
    private static final int RATE = 10;
    private static final String IDS = "ids";

    private final DeadLetters deadLetters;
    private final BulkReplays replays;
    private final Agents agents;
    private final Tenants tenants;

    public BulkReplayPage(DeadLetters deadLetters, BulkReplays replays, Agents agents, Tenants tenants) {
        this.agents = agents;
        this.tenants = tenants;
        this.deadLetters = deadLetters;
        this.replays = replays;
    }

    /** What would be replayed, and the button that does it. */
    public PageView dryRun(OpsRequest request) {
        return dryRun(request.parameters(), request.caller());
    }

    private PageView dryRun(Parameters parameters, Caller caller) {
        int limit = limit(parameters);
        int rate = rate(parameters);
        List<UUID> ids = selected(parameters);
        List<DeadLetters.Group> groups = deadLetters.matching(conditions(parameters, ids, caller), limit, caller);
        int matching = groups.stream().mapToInt(DeadLetters.Group::executions).sum();
        Map<String, String> values = FilterForm.values(parameters, DeadLettersPage.NAMES);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "dead");
        model.put("values", values);
        model.put("filter", named(FilterForm.given(values), caller));
        model.put("ids", ids);
        model.put("groups", groups);
        model.put("matching", matching);
        model.put("limit", limit);
        model.put("rate", rate);
        model.put("takes", Duration.ofMillis(1000L * Math.max(0, matching - 1) / rate));
        model.put("back", FilterForm.path(DeadLettersPage.PATH, values));
        return PageView.of("replay", model);
    }

    /** The filter with names for ids. */
    private Map<String, String> named(Map<String, String> filter, Caller caller) {
        Map<String, String> named = new LinkedHashMap<>();
        filter.forEach((name, value) -> {
            switch (name) {
                case "agent_id" -> named.put("agent", agentName(value, caller));
                case "tenant_id" -> named.put("tenant", tenantName(value, caller));
                case "q" -> named.put("search", value);
                default -> named.put(name, value);
            }
        });
        return named;
    }

    private String agentName(String id, Caller caller) {
        return agents.names(caller).stream()
                .filter(agent -> agent.id().toString().equals(id))
                .map(Agents.Name::name)
                .findFirst()
                .orElse(id);
    }

    private String tenantName(String id, Caller caller) {
        return tenants.list(caller).stream()
                .filter(tenant -> tenant.id().toString().equals(id))
                .map(Tenants.Tenant::name)
                .findFirst()
                .orElse(id);
    }

    /** The button; the form's limit is what the dry run counted, so that never more is replayed than was read. */
    public SeeOther replay(OpsRequest request) {
        Parameters form = request.form();
        Caller caller = request.caller();
        if (!request.isConfirmed()) {
            throw new ConfirmationNeededException(dryRun(form, caller));
        }
        List<UUID> ids = selected(form);
        deadLetters.replayAll(
                conditions(form, ids, caller),
                new DeadLetters.Pace(limit(form), rate(form)),
                filter(form, ids),
                caller);
        return new SeeOther(DeadLettersPage.PATH);
    }

    /** The button that cancels one. */
    public SeeOther cancel(OpsRequest request) {
        Caller caller = request.caller();
        BulkReplays.Progress replay =
                replays.find(request.id(ID), caller).orElseThrow(() -> new ProblemException(Problem.notFound()));
        request.confirmed(() -> Confirmation.of(
                "Cancel the replay of " + replay.executions() + "?",
                "What has not begun (" + replay.waiting()
                        + ") becomes dead letters again, with the errors it had; what is under" + " way ("
                        + replay.running() + ") goes on.",
                "Cancel the replay",
                DeadLettersPage.PATH));
        replays.cancel(replay.id(), caller);
        return new SeeOther(DeadLettersPage.PATH);
    }

    private static Map<String, Object> conditions(Parameters parameters, List<UUID> ids, Caller caller) {
        Map<String, Object> conditions =
                DeadLettersApi.conditions(ExecutionFilter.deadLetters(parameters, parameters.zone("zone"), caller));
        if (!ids.isEmpty()) {
            conditions.put(IDS, ids);
        }
        return conditions;
    }

    /** Those ticked; a selection that is empty must not come to mean everything. */
    private static List<UUID> selected(Parameters parameters) {
        List<UUID> ids = parameters.uuids(IDS);
        if (ids.isEmpty() && parameters.text("selection").isPresent()) {
            throw new ProblemException(
                    Problem.badRequest("Nothing is selected", "Go back and tick what is to be replayed."));
        }
        return ids;
    }

    private static String filter(Parameters form, List<UUID> ids) {
        Map<String, Object> filter = new HashMap<>(FilterForm.given(FilterForm.values(form, DeadLettersPage.NAMES)));
        if (!ids.isEmpty()) {
            filter.put(IDS, ids);
        }
        return Rows.object(filter);
    }

    private static int limit(Parameters parameters) {
        return parameters.number("limit", LIMIT, 1, BulkReplay.MAX_LIMIT);
    }

    private static int rate(Parameters parameters) {
        return parameters.number("rate", RATE, 1, (int) BulkReplay.MAX_RATE);
    }
}
