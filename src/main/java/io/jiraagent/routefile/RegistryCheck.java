package io.jiraagent.routefile;

import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Checks a tenant's file against the tenants and agents in the database. */
public final class RegistryCheck {
    private final AgentDirectory directory;

    public RegistryCheck(AgentDirectory directory) {
        this.directory = directory;
    }

    /** Reports what is not registered; nothing while the database has not been read. */
    public void check(TenantFile file, Findings findings) {
        if (!directory.loaded()) {
            return;
        }
        Optional<UUID> tenant = directory.tenantId(file.tenant());
        if (tenant.isEmpty()) {
            findings.warning(
                    1,
                    "There is no tenant '" + file.tenant() + "'",
                    "Add it: ./jira-agent tenant add --name " + file.tenant());
            return;
        }
        for (TenantRule rule : file.rules()) {
            rule.filter().forAgent().ifPresent(name -> checkAgent("for", name, rule, tenant.get(), findings));
            rule.backup().ifPresent(name -> checkAgent("backup", name, rule, tenant.get(), findings));
        }
    }

    private void checkAgent(String parameter, String name, TenantRule rule, UUID tenant, Findings findings) {
        List<Agent> named = directory.named(tenant, name);
        if (named.isEmpty()) {
            findings.error(
                    rule.line(parameter),
                    "The parameter '" + parameter + "' is '" + name + "', and the tenant has no agent of that name",
                    "./jira-agent agent list shows what there is");
        } else if (named.size() > 1 && parameter.equals("backup")) {
            findings.error(
                    rule.line(parameter),
                    "The parameter 'backup' is '" + name + "', and the tenant has " + named.size()
                            + " agents of that name",
                    "Use the agent's id");
        }
    }
}
