package io.jiraagent.history;

import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code /Execution_History}. Thread-safe. */
public final class HistoryPage {
    private static final String PATH = "/Execution_History";
    private static final int PAGE = 50;
    private static final int NEIGHBOURS = 5;
    private static final int ID = 1;
    private static final List<String> NAMES =
            List.of("q", "issue_key", "status", "agent_id", "tenant_id", "from", "to", "zone");

    private final Executions executions;
    private final Agents agents;
    private final Tenants tenants;
    private final AuditLog audit;
    private final String publicUrl;

    /** @param publicUrl of this server, for what a user is told to call */
    public HistoryPage(Executions executions, Agents agents, Tenants tenants, AuditLog audit, String publicUrl) {
        this.executions = executions;
        this.agents = agents;
        this.tenants = tenants;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    public PageView list(OpsRequest request) {
        Caller caller = request.caller();
        Parameters parameters = request.parameters();
        ExecutionFilter filter = ExecutionFilter.read(parameters, parameters.zone("zone"), caller);
        Cursor before = parameters.text("cursor").map(Cursor::decode).orElse(null);
        Items<ExecutionSummary> page = executions.list(filter, PAGE, before);
        Map<String, String> values = FilterForm.values(parameters, NAMES);
        List<Tenants.Tenant> visible = tenants.list(caller);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "history");
        model.put("rows", page.items());
        model.put("values", values);
        model.put("filtered", filter.restricts());
        model.put("agents", agents.names(caller));
        model.put("tenants", visible);
        model.put("tenantNames", Tenants.names(visible));
        model.put("statuses", ExecutionFilter.STATUSES);
        model.put("searchedTo", FilterForm.searchedTo(page, PAGE));
        model.put("older", FilterForm.older(PATH, values, page.nextCursor()));
        model.put("newest", before == null ? null : FilterForm.path(PATH, values));
        model.put("selectable", "failed".equals(values.get("status")) && caller.may(AccessRole.OPERATOR));
        model.put("deadLetters", FilterForm.path(DeadLettersPage.PATH, without(values, "status")));
        model.put("csv", FilterForm.path(PATH + ".csv", values));
        model.put("json", FilterForm.path(PATH + ".json", values));
        model.put("webhookUrl", publicUrl + "/webhook/agents/<agent id>/webhook");
        return PageView.of("history", model);
    }

    private static Map<String, String> without(Map<String, String> values, String name) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.remove(name);
        return others;
    }

    /** One execution. */
    public PageView show(OpsRequest request) {
        Caller caller = request.caller();
        ExecutionDetail detail = executions.find(request.id(ID), caller).orElseThrow(HistoryPage::notFound);
        Map<UUID, String> agentNames =
                agents.names(caller).stream().collect(Collectors.toMap(Agents.Name::id, Agents.Name::name));
        Function<UUID, String> agentName = id -> id == null ? null : agentNames.getOrDefault(id, id.toString());
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "history");
        model.put("detail", detail);
        model.put("run", detail.summary());
        model.put("agentName", agentName.apply(detail.summary().agentId()));
        model.put("answeredBy", agentName.apply(detail.summary().answeredBy()));
        model.put(
                "open",
                List.of("queued", "in_progress").contains(detail.summary().status()));
        model.put("timeline", Timeline.of(detail, audit.of(detail.summary().id(), caller), agentName));
        model.put("error", ErrorView.of(detail.summary()).orElse(null));
        model.put("view", AnswerView.of(detail.result()));
        model.put("replayable", replayable(detail, caller));
        model.put("comment", detail.comment());
        model.put(
                "tellable",
                detail.comment() != null
                        && !detail.comment().state().equals("superseded")
                        && detail.summary().status().equals("completed")
                        && caller.may(AccessRole.OPERATOR));
        model.put("editable", detail.payloadText() == null ? "" : detail.payloadText());
        model.put("mayReadPayload", caller.may(AccessRole.OPERATOR));
        model.put("payload", TextView.of(detail.payloadText()));
        model.put("payloadJson", payloadJson(detail));
        model.put("ticket", detail.ticket());
        model.put("jira", JiraLink.of(detail).orElse(null));
        model.put(
                "curl",
                detail.payloadText() == null
                        ? null
                        : SignedCurl.of(publicUrl, detail.summary().agentId(), detail.payloadText()));
        model.put("neighbours", executions.ofSameIssue(detail.summary(), NEIGHBOURS, caller));
        model.put(
                "ofIssue",
                FilterForm.path(
                        PATH,
                        Map.of(
                                "issue_key",
                                Objects.requireNonNullElse(detail.summary().issueKey(), ""))));
        return PageView.of("execution", model);
    }

    private static boolean replayable(ExecutionDetail detail, Caller caller) {
        return detail.isDeadLetter() && detail.summary().agentId() != null && caller.may(AccessRole.OPERATOR);
    }

    private static TextView payloadJson(ExecutionDetail detail) {
        return detail.payload() == null || detail.payload().isTextual() ? null : TextView.pretty(detail.payload());
    }

    private static ProblemException notFound() {
        return new ProblemException(Problem.notFound());
    }
}
