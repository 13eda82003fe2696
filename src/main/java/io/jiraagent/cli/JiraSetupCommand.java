package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.setup.JiraSetup;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.NotRegisteredException;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jira-agent jira-setup}. */
@Command(
        name = "jira-setup",
        description =
                "Prints step by step how to wire up Jira with an agent: the Automation rule and the native webhook.",
        mixinStandardHelpOptions = true)
final class JiraSetupCommand implements Callable<Integer> {
    private static final String INDENT = "       ";

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @Option(names = "--agent", required = true, description = "the agent's id or name")
    private String agent;

    @Option(names = "--tenant", description = "its tenant's id or name, where agents of several tenants have the name")
    private String tenant;

    @Override
    public Integer call() {
        RegistryAccess access = RegistryAccess.open(spec);
        TenantRegistry tenants = new TenantRegistry(access.jdbc());
        RegisteredAgent found = find(access, tenants);
        Tenant owner = tenants.find(found.definition().tenantId()).orElseThrow();
        JiraSetup setup = JiraSetup.of(
                found.name(), found.id().toString(), owner.name(), access.publicUrl(), owner.ownAccounts());
        output.print(json(setup), text(setup));
        return 0;
    }

    private RegisteredAgent find(RegistryAccess access, TenantRegistry tenants) {
        AgentRegistry registry = new AgentRegistry(access.jdbc());
        if (tenant != null) {
            return registry.resolve(tenants.resolve(tenant).id(), agent);
        }
        List<RegisteredAgent> found = registry.list().stream()
                .filter(a ->
                        a.id().toString().equalsIgnoreCase(agent) || a.name().equals(agent))
                .toList();
        if (found.isEmpty()) {
            throw new NotRegisteredException(
                    "There is no agent with the id or name '" + agent + "'; ./jira-agent agent list shows all.");
        }
        if (found.size() > 1) {
            throw new InvalidRegistrationException(
                    "Agents of several tenants have the name '" + agent + "': add --tenant, or give the id.");
        }
        return found.get(0);
    }

    private static String text(JiraSetup setup) {
        StringBuilder text = new StringBuilder("How to wire up Jira with the agent '" + setup.agent() + "'\n");
        setup.warnings()
                .forEach(warning -> text.append("\nWARNING: ").append(warning).append('\n'));
        for (JiraSetup.Section section : setup.sections()) {
            text.append('\n').append(section.title()).append('\n');
            for (JiraSetup.Step step : section.steps()) {
                text.append("   - ").append(step.text()).append('\n');
                if (step.value() != null) {
                    text.append(step.value().indent(INDENT.length()));
                }
            }
        }
        return text.toString().stripTrailing();
    }

    private static ObjectNode json(JiraSetup setup) {
        ObjectNode json = RegistryJson.object().put("agent", setup.agent());
        setup.warnings().forEach(json.putArray("warnings")::add);
        ArrayNode sections = json.putArray("sections");
        for (JiraSetup.Section section : setup.sections()) {
            ArrayNode steps = sections.addObject().put("title", section.title()).putArray("steps");
            section.steps()
                    .forEach(step -> steps.addObject().put("text", step.text()).put("value", step.value()));
        }
        return json;
    }
}
