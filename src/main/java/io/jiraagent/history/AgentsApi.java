package io.jiraagent.history;

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
}
