package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent tenant}. */
@Command(
        name = "tenant",
        description = "Adds and lists tenants.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TenantCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: add or list.");
    }

    @Command(name = "add", description = "Adds a tenant and prints its id.", mixinStandardHelpOptions = true)
    int add(
            @Option(
                            names = "--name",
                            required = true,
                            description = "a-z, 0-9 and -; names its route file and Kafka topic, if it gets its own")
                    String name,
            @Option(names = "--id", description = "a UUID (default: a new one)") UUID id,
            @Mixin JsonOption output) {
        Tenant tenant = registry().add(id == null ? UUID.randomUUID() : id, name);
        output.print(
                RegistryJson.tenant(tenant), "Tenant '" + tenant.name() + "' added.\nTENANT_ID='" + tenant.id() + "'");
        return 0;
    }

    @Command(name = "list", description = "Lists the tenants.", mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption output) {
        TextTable table = new TextTable("ID", "NAME", "CREATED");
        ArrayNode json = RegistryJson.array();
        for (Tenant tenant : registry().list()) {
            table.add(tenant.id().toString(), tenant.name(), tenant.createdAt().toString());
            json.add(RegistryJson.tenant(tenant));
        }
        output.print(json, table.toString());
        return 0;
    }

    private TenantRegistry registry() {
        return new TenantRegistry(RegistryAccess.open(spec).jdbc());
    }
}
