package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jiraagent.access.ApiTokens;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.TenantRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent token}. */
@Command(
        name = "token",
        description = "Creates, lists and revokes the tokens of API and pages.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: create, list or revoke.");
    }

    @Command(name = "create", description = "Creates a token and prints it once.", mixinStandardHelpOptions = true)
    int create(
            @Option(names = "--name", required = true, description = "who or what will use it") String name,
            @Option(names = "--role", required = true, description = "viewer, operator or admin") ApiTokens.Role role,
            @Option(names = "--tenant", description = "id or name of the only tenant it opens (default: all)")
                    String tenant,
            @Option(names = "--expires-in", description = "such as 12h or 90d (default: it does not expire)")
                    Duration expiresIn,
            @Mixin JsonOption output) {
        RegistryAccess access = RegistryAccess.open(spec);
        Optional<UUID> tenantId = Optional.ofNullable(tenant)
                .map(t -> new TenantRegistry(access.jdbc()).resolve(t).id());
        ApiTokens.HandedOut created =
                new ApiTokens(access.jdbc()).create(name, role, tenantId, Optional.ofNullable(expiresIn), Actor.CLI);
        output.print(
                RegistryJson.token(created.token()).put("token", created.text()),
                "Token '" + name + "' created.\nAPI_TOKEN='" + created.text() + "'\nIt is shown only now.");
        return 0;
    }

    @Command(name = "list", description = "Lists the tokens, also those that ended.", mixinStandardHelpOptions = true)
    int list(@Mixin JsonOption output) {
        TextTable table = new TextTable("ID", "NAME", "ROLE", "TENANT", "STATE", "EXPIRES");
        ArrayNode json = RegistryJson.array();
        for (ApiTokens.Token token : registered().list()) {
            table.add(
                    token.id().toString(),
                    token.name(),
                    token.role().text(),
                    token.tenantName().orElse("all"),
                    token.state(),
                    token.expiresAt().map(Instant::toString).orElse("never"));
            json.add(RegistryJson.token(token));
        }
        output.print(json, table.toString());
        return 0;
    }

    @Command(name = "revoke", description = "Ends a token at once.", mixinStandardHelpOptions = true)
    int revoke(
            @Parameters(paramLabel = "<id or name>", description = "its id, or the name of a valid one")
                    String idOrName,
            @Mixin JsonOption output) {
        ApiTokens.Token token = registered().revoke(idOrName, Actor.CLI);
        output.print(RegistryJson.token(token), "Token '" + token.name() + "' is revoked.");
        return 0;
    }

    private ApiTokens registered() {
        return new ApiTokens(RegistryAccess.open(spec).jdbc());
    }
}
