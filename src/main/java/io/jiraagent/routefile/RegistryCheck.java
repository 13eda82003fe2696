package io.jiraagent.routefile;

/** Checks a tenant's file against the tenants and agents in the database. */
public final class RegistryCheck {
    private final Registered registered;

    public RegistryCheck(Registered registered) {
        this.registered = registered;
    }

    /** Reports what is not registered; nothing while the database has not been read. */
    public void check(TenantFile file, Findings findings) {
        if (!registered.known()) {
            return;
        }
        if (!registered.tenant(file.tenant())) {
            findings.warning(
                    1,
                    "There is no tenant '" + file.tenant() + "'",
                    "Add it: ./jira-agent tenant add --name " + file.tenant());
            return;
        }
        for (TenantRule rule : file.rules()) {
            rule.filter().forAgent().ifPresent(name -> checkAgent("for", name, rule, file.tenant(), findings));
            rule.backup().ifPresent(name -> checkAgent("backup", name, rule, file.tenant(), findings));
        }
    }

    private void checkAgent(String parameter, String name, TenantRule rule, String tenant, Findings findings) {
        int named = registered.agents(tenant, name).orElse(0);
        if (named == 0) {
            findings.error(
                    rule.line(parameter),
                    "The parameter '" + parameter + "' is '" + name + "', and the tenant has no agent of that name",
                    "./jira-agent agent list shows what there is");
        } else if (named > 1 && parameter.equals("backup")) {
            findings.error(
                    rule.line(parameter),
                    "The parameter 'backup' is '" + name + "', and the tenant has " + named + " agents of that name",
                    "Use the agent's id");
        }
    }
}
