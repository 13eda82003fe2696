package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.database.SqlFile;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.history.AnswerView;
import io.jiraagent.history.TextView;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.ConfirmationNeededException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked by {@code POST /api/agents/{id}/try} and by the page, and how the page shows it. Thread-safe. */
public final class TryOutForm {
    private static final String NOTE = SqlFile.read("audit-tried");
    private static final int API_ID = 2;
    private static final int PAGE_ID = 1;
    private static final String PAYLOAD = "payload";
    private static final String RUN = "run";
    private static final List<String> TEXTS = List.of("issue_key", "summary", "description", "type", "priority");

    private final Agents agents;
    private final AgentDirectory directory;
    private final JdbcClient jdbc;

    public TryOutForm(Agents agents, AgentDirectory directory, JdbcClient jdbc) {
        this.agents = agents;
        this.directory = directory;
        this.jdbc = jdbc;
    }

    public TryOutRequest byApi(OpsRequest request) {
        AgentState agent = agents.read(request.id(API_ID), request.caller());
        request.parameters().refuseOthersThan(Set.of());
        ObjectNode body = request.json();
        refuseOthers(body);
        TryOutTicket ticket = new TryOutTicket(
                text(body, "issue_key"),
                text(body, "summary"),
                text(body, "description"),
                text(body, "type"),
                text(body, "priority"),
                payload(body));
        return new TryOutRequest(find(agent.id()), ticket.body(), flag(body), request.caller());
    }

    /** Where asking may have an effect, it is asked for only when that is confirmed; see {@link #showResult}. */
    public TryOutRequest byPage(OpsRequest request) {
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        Parameters form = request.form();
        TryOutTicket ticket = new TryOutTicket(
                form.rawText("issue_key").map(String::strip),
                form.rawText("summary"),
                form.rawText("description").map(TryOutForm::lines),
                form.rawText("type"),
                form.rawText("priority"),
                form.rawText(PAYLOAD));
        Optional<Boolean> run =
                !wanted(form) ? Optional.of(false) : Optional.of(true).filter(yes -> request.isConfirmed());
        return new TryOutRequest(find(agent.id()), ticket.body(), run, request.caller());
    }

    private static boolean wanted(Parameters form) {
        return form.oneOf(RUN, List.of("true", "false")).orElse("true").equals("true");
    }

    /** The page before anything was tried. */
    public PageView show(OpsRequest request) {
        return page(agents.read(request.id(PAGE_ID), request.caller()), Map.of(), null);
    }

    /** @throws ConfirmationNeededException the agent was not asked yet, since that may have an effect */
    public PageView showResult(@Variable("request") OpsRequest request, @Body TryOutResult result) {
        AgentState agent = agents.read(request.id(PAGE_ID), request.caller());
        Map<String, String> values = new HashMap<>();
        Parameters form = request.form();
        if (wanted(form) && result.effects() && result.outcome().equals("shown")) {
            request.confirmed(() -> Confirmation.of(
                    "Really call " + agent.name() + "?",
                    (result.kind().equals(TryOuts.SERVICE_KIND)
                                    ? "It is a service that"
                                    : "It has a route of its own, which")
                            + " may act outside, as it would for a ticket from Jira. Budgets count it.",
                    "Call it",
                    "/Agents/" + agent.id() + "/try"));
        }
        TEXTS.forEach(name -> form.rawText(name).ifPresent(text -> values.put(name, text)));
        form.rawText(PAYLOAD).ifPresent(text -> values.put(PAYLOAD, text));
        return page(agent, values, result);
    }

    /** Writes down who has had an agent asked. */
    public TryOutResult note(@Variable("request") OpsRequest request, @Body TryOutResult result) {
        if (result.tookMs() != null) {
            jdbc.sql(NOTE)
                    .param("token", request.caller().tokenId())
                    .param("actor", request.caller().name())
                    .param("agent", result.agentId())
                    .update();
        }
        return result;
    }

    private static PageView page(AgentState agent, Map<String, String> values, TryOutResult result) {
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "agents");
        model.put("agent", agent);
        Map<String, String> filled = new HashMap<>();
        TEXTS.forEach(name -> filled.put(name, values.getOrDefault(name, "")));
        filled.put(PAYLOAD, values.getOrDefault(PAYLOAD, ""));
        model.put("values", filled);
        model.put("result", result);
        model.put("effects", result == null ? TryOuts.mayAct(agent.kind()) : result.effects());
        if (result != null) {
            model.put("view", AnswerView.of(result.answer()));
            model.put("task", result.task() == null ? null : TextView.pretty(TryOutTexts.json(result.task())));
            model.put("texts", TryOutTexts.of(result.request()));
        }
        return PageView.of("try", model);
    }

    /** What has been changed a moment ago may not have come into the directory yet. */
    private Agent find(UUID id) {
        directory.refresh();
        return directory.find(id).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    /** Browsers send each line break as two characters. */
    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static void refuseOthers(ObjectNode body) {
        Set<String> known = new TreeSet<>(TEXTS);
        known.addAll(List.of(PAYLOAD, RUN));
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new ProblemException(Problem.badRequest(
                        "Unknown field in the body", "Known are: " + String.join(", ", known) + "."));
            }
        });
    }

    private static Optional<String> text(ObjectNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw Parameters.refused(name, value.toString(), "a text");
        }
        return Optional.of(value.textValue()).filter(text -> !text.isBlank());
    }

    /** Also as text, since what arrives from Jira is not always JSON. */
    private static Optional<String> payload(ObjectNode body) {
        return body.path(PAYLOAD).isObject() ? Optional.of(body.path(PAYLOAD).toString()) : text(body, PAYLOAD);
    }

    private static Optional<Boolean> flag(ObjectNode body) {
        JsonNode value = body.path(RUN);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw Parameters.refused(RUN, value.toString(), "true or false");
        }
        return Optional.of(value.booleanValue());
    }
}
