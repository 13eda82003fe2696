package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.RateLimit;
import io.jiraagent.tenant.Tenant;
import io.jiraagent.tenant.TenantRegistry;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent tenant}. */
@Command(
        name = "tenant",
        description = "Adds and lists tenants, and says what they may use.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TenantCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: add, list or set.");
    }

    @Command(name = "add", description = "Adds a tenant and prints its id.", mixinStandardHelpOptions = true)
    int add(
            @Option(
                            names = "--name",
                            required = true,
                            description = "a-z, 0-9 and -; names its route file and Kafka topic, if it gets its own")
                    String name,
            @Option(names = "--id", description = "a UUID (default: a new one)") UUID id,
            @Option(names = "--rate-limit", description = "events of all its agents together, such as 600/min")
                    RateLimit rateLimit,
            @Option(names = "--daily-runs", description = "attempts of all its agents together on one day (UTC)")
                    Integer dailyRuns,
            @Option(names = "--daily-tokens", description = "tokens of all its agents' models on one day (UTC)")
                    Integer dailyTokens,
            @Mixin JsonOption output) {
        Tenant tenant = registry()
                .add(
                        id == null ? UUID.randomUUID() : id,
                        name,
                        new Allowance(
                                Optional.ofNullable(rateLimit),
                                Optional.ofNullable(dailyRuns),
                                Optional.ofNullable(dailyTokens)),
                        Actor.CLI);
        output.print(
                RegistryJson.tenant(tenant), "Tenant '" + tenant.name() + "' added.\nTENANT_ID='" + tenant.id() + "'");
        return 0;
    }

    @Command(name = "list", description = "Lists the tenants.", mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption output) {
        TextTable table = new TextTable("ID", "NAME", "RATE LIMIT", "DAILY RUNS", "CREATED");
        ArrayNode json = RegistryJson.array();
        for (Tenant tenant : registry().list()) {
            table.add(
                    tenant.id().toString(),
                    tenant.name(),
                    AllowanceOptions.rateLimit(tenant.allowance()),
                    AllowanceOptions.dailyRuns(tenant.allowance()),
                    tenant.createdAt().toString());
            json.add(RegistryJson.tenant(tenant));
        }
        output.print(json, table.toString());
        return 0;
    }

    @Command(
            name = "set",
            description =
                    "Changes what a tenant's agents may use together, and who the integration is in Jira; it holds"
                            + " within seconds.",
            mixinStandardHelpOptions = true)
    int set(
            @Parameters(paramLabel = "<id or name>", description = "the tenant's id or name") String tenant,
            @Option(names = "--rate-limit", description = "events, such as 600/min, or none") String rateLimit,
            @Option(names = "--daily-runs", description = "attempts on one day (UTC), or none") String dailyRuns,
            @Option(names = "--daily-tokens", description = "tokens on one day (UTC), or none") String dailyTokens,
            @Option(
                            names = "--own-account",
                            paramLabel = "<account>",
                            description = "who the integration is in Jira (account id, user name, user key or e-mail"
                                    + " address), whose events are ignored; several: give it several times; or none")
                    List<String> ownAccounts,
            @Mixin JsonOption output) {
        TenantRegistry registry = registry();
        Tenant changed = registry.change(
                registry.resolve(tenant).id(),
                before -> before.with(new Allowance(
                                rateLimit == null
                                        ? before.allowance().rateLimit()
                                        : AllowanceOptions.rateLimit(rateLimit),
                                dailyRuns == null
                                        ? before.allowance().dailyRuns()
                                        : AllowanceOptions.dailyRuns(dailyRuns),
                                dailyTokens == null
                                        ? before.allowance().dailyTokens()
                                        : AllowanceOptions.dailyTokens(dailyTokens)))
                        .owning(ownAccounts == null ? before.ownAccounts() : AllowanceOptions.accounts(ownAccounts)),
                Actor.CLI);
        output.print(
                RegistryJson.tenant(changed),
                "Tenant '" + changed.name() + "': " + AllowanceOptions.describe(changed.allowance()) + ", "
                        + (changed.ownAccounts().isEmpty()
                                ? "no own account"
                                : "own accounts " + String.join(", ", changed.ownAccounts()))
                        + ".");
        return 0;
    }

    private TenantRegistry registry() {
        return new TenantRegistry(RegistryAccess.open(spec).jdbc());
    }
}
