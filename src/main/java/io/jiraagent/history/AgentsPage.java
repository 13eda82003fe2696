package io.jiraagent.history;

import io.jiraagent.access.AccessRole;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code /Agents}. Thread-safe. */
public final class AgentsPage {
    private final Agents agents;
    private final String publicUrl;

    /** @param publicUrl of this server, for the agents' addresses */
    public AgentsPage(Agents agents, String publicUrl) {
        this.agents = agents;
        this.publicUrl = publicUrl;
    }

    public PageView show(OpsRequest request) {
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "agents");
        model.put("rows", agents.list(request.caller(), Optional.empty(), Optional.empty()));
        model.put("operator", request.caller().may(AccessRole.OPERATOR));
        model.put("manyTenants", request.caller().tenantId().isEmpty());
        model.put("publicUrl", publicUrl);
        return PageView.of("agents", model);
    }
}
