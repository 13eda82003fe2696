package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.AgentStatus;
import io.jiraagent.tenant.AgentUpdates;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.TenantRegistry;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent agent}. */
@Command(
        name = "agent",
        description = "Adds, lists and changes agents, lets them work and pauses them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {AgentAddCommand.class, AgentSetCommand.class, AgentTryCommand.class})
final class AgentCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: add, list, show, set, try, activate or pause.");
    }

    @Command(name = "list", description = "Lists the agents.", mixinStandardHelpOptions = true)
    int list(
            @Option(names = "--tenant", description = "only those of this tenant; its id or name") String tenant,
            @Mixin JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        AgentRegistry registry = new AgentRegistry(access.jdbc());
        List<RegisteredAgent> agents = tenant == null
                ? registry.list()
                : registry.listOf(
                        new TenantRegistry(access.jdbc()).resolve(tenant).id());
        TextTable table = new TextTable("ID", "TENANT", "NAME", "KIND", "STATUS", "URL");
        ArrayNode json = RegistryJson.array();
        for (RegisteredAgent agent : agents) {
            table.add(
                    agent.id().toString(),
                    agent.tenantName(),
                    agent.name(),
                    agent.definition().kind(),
                    agent.definition().status().text(),
                    agent.definition().url().orElse("-"));
            json.add(RegistryJson.agent(agent));
        }
        output.print(json, table.toString());
        return 0;
    }

    @Command(name = "show", description = "Shows an agent's settings and addresses.", mixinStandardHelpOptions = true)
    int show(@Parameters(description = "the agent's id") UUID id, @Mixin JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        ObjectNode json = RegistryJson.agent(new AgentRegistry(access.jdbc()).get(id))
                .put("webhook_url", access.publicUrl() + "/webhook/agents/" + id + "/webhook")
                .put("automation_url", access.publicUrl() + "/jira/automation/" + id);
        TextTable table = new TextTable("SETTING", "VALUE");
        json.properties()
                .forEach(field -> table.add(
                        field.getKey(),
                        field.getValue().isNull() ? "-" : field.getValue().asText()));
        output.print(json, table.toString());
        return 0;
    }

    @Command(
            name = "activate",
            description = "Lets an agent take events, and work on what is queued.",
            mixinStandardHelpOptions = true)
    int activate(@Parameters(description = "the agent's id") UUID id, @Mixin JsonOption output) {
        return setStatus(id, AgentStatus.ACTIVE, output);
    }

    @Command(
            name = "pause",
            description = "Refuses an agent's events from now on; what is queued waits, what runs is finished.",
            mixinStandardHelpOptions = true)
    int pause(@Parameters(description = "the agent's id") UUID id, @Mixin JsonOption output) {
        return setStatus(id, AgentStatus.PAUSED, output);
    }

    private int setStatus(UUID id, AgentStatus status, JsonOption output) {
        RegisteredAgent agent =
                new AgentUpdates(RegistryAccess.open(spec).jdbc(), url -> {}).setStatus(id, status, Actor.CLI);
        output.print(RegistryJson.agent(agent), "Agent '" + agent.name() + "' is " + status.text() + ".");
        return 0;
    }
}
