package io.jiraagent.registry;

import io.jiraagent.access.AccessRole;
import io.jiraagent.history.AgentState;
import io.jiraagent.history.Agents;
import io.jiraagent.history.Tenants;
import io.jiraagent.setup.JiraSetup;
import io.jiraagent.web.Confirmation;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import java.util.HashMap;
import java.util.Map;

/** {@code /Agents/{id}/jira}: how to wire up Jira with an agent. Thread-safe. */
public final class JiraSetupPage {
    private static final int ID = 1;

    private final Agents agents;
    private final Tenants tenants;
    private final AgentSecrets secrets;
    private final String publicUrl;

    /** @param publicUrl of this server, for the agents' addresses */
    public JiraSetupPage(Agents agents, Tenants tenants, AgentSecrets secrets, String publicUrl) {
        this.agents = agents;
        this.tenants = tenants;
        this.secrets = secrets;
        this.publicUrl = publicUrl;
    }

    public PageView show(OpsRequest request) {
        return page(request, agents.read(request.id(ID), request.caller()), null);
    }

    /** Gives the agent a new token for Jira Automation and shows it, once; the one it had ends. */
    public PageView newToken(OpsRequest request) {
        AgentState agent = agents.read(request.id(ID), request.caller());
        request.confirmed(() -> Confirmation.grave(
                "Make a new token for " + agent.name() + "?",
                "The present one ends at once: the rule in Jira is refused with 401 until the new one, which is shown once,"
                        + " is entered there.",
                "Make a new token",
                "/Agents/" + agent.id() + "/jira"));
        return page(request, agent, secrets.newToken(agent, request.caller()).automationToken());
    }

    private PageView page(OpsRequest request, AgentState agent, String token) {
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "agents");
        model.put("agent", agent);
        model.put(
                "setup",
                JiraSetup.of(
                        agent.name(),
                        agent.id().toString(),
                        agent.tenantName(),
                        publicUrl,
                        tenants.read(agent.tenantId(), request.caller()).ownAccounts()));
        model.put("token", token);
        model.put("admin", request.caller().may(AccessRole.ADMIN));
        return PageView.of("jira", model);
    }
}
