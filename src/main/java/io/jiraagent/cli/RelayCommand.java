package io.jiraagent.cli;

import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent relay}: what a signing relay is set up with. */
@Command(
        name = "relay",
        description = "Makes keys and tokens for a signing relay; 'run --role relay' runs it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RelayCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: keygen or token.");
    }

    @Command(
            name = "keygen",
            description = {
                "Prints a new Ed25519 pair. The relay keeps the private key,",
                "the agent gets the public one: agent set <id> --public-key whpk_…"
            },
            mixinStandardHelpOptions = true)
    int keygen(@Mixin JsonOption output) {
        Ed25519.PairText pair = Ed25519.generate();
        output.print(
                RegistryJson.object().put("private_key", pair.privateKey()).put("public_key", pair.publicKey()),
                "PRIVATE_KEY='" + pair.privateKey() + "'\nPUBLIC_KEY='" + pair.publicKey() + "'");
        return 0;
    }

    @Command(
            name = "token",
            description = "Prints a new token for Jira Automation, and its hash for relay.yaml.",
            mixinStandardHelpOptions = true)
    int token(@Mixin JsonOption output) {
        String token = Hashes.randomToken("jar_");
        String hash = HexFormat.of().formatHex(Hashes.ofToken(token));
        output.print(
                RegistryJson.object().put("token", token).put("token_sha256", hash),
                "RELAY_TOKEN='" + token + "'\nTOKEN_SHA256='" + hash + "'");
        return 0;
    }
}
