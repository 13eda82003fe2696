package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import java.util.Set;

/** {@code /api/agents}. Thread-safe. */
public final class AgentsApi {
    private static final int ID = 2;

    private final Agents agents;

    public AgentsApi(Agents agents) {
        this.agents = agents;
    }

    public Items<AgentState> list(OpsRequest request) {
        Parameters parameters = request.parameters();
        parameters.refuseOthersThan(Set.of("tenant_id", "status"));
        return Items.all(agents.list(
                request.caller(), parameters.uuid("tenant_id"), parameters.oneOf("status", Agents.STATUSES)));
    }

    public AgentState read(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return agents.read(request.id(ID), request.caller());
    }

    /** Changes the agent's status; its body is {@code {"status": …}}. */
    public AgentState change(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        AgentState before = agents.read(request.id(ID), request.caller());
        ObjectNode body = request.json();
        body.fieldNames().forEachRemaining(name -> {
            if (!name.equals("status")) {
                throw new ProblemException(
                        Problem.badRequest("Unknown field in the body", "Only status can be changed here."));
            }
        });
        JsonNode status = body.path("status");
        if (!status.isTextual() || !Agents.STATUSES.contains(status.textValue())) {
            throw Parameters.refused(
                    "status",
                    status.isMissingNode() ? "nothing" : status.isTextual() ? status.textValue() : status.toString(),
                    "one of " + String.join(", ", Agents.STATUSES));
        }
        return agents.change(before.id(), status.textValue(), request.caller());
    }
}
