package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentCredentials;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.EncryptionKeyRotation;
import io.jiraagent.tenant.RegisteredAgent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent secret rotate}. */
@Command(
        name = "rotate",
        description = {
            "Gives an agent a new secret and prints it once. The old one stays valid for a while, so that senders can"
                    + " be changed one after the other; a second rotation within that time ends the oldest at once.",
            "Or encrypts all secrets anew under the first key of ENCRYPTION_KEY, while the program runs."
        },
        mixinStandardHelpOptions = true)
final class SecretRotateCommand implements Callable<Integer> {
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(
            names = "--valid-for",
            description = "how long the old secret stays valid, such as 0s, 30m or 7d (default: 24h)")
    private Duration validFor;

    @Option(
            names = "--automation-token",
            description = "renew the token for Jira Automation instead; the old one ends at once")
    private boolean automationToken;

    /** One of the two. */
    private static final class What {
        @Option(names = "--agent", required = true, description = "the id of the agent that gets a new secret")
        private UUID agentId;

        @Option(
                names = "--encryption-key",
                required = true,
                description =
                        "encrypt all secrets anew; before that, every instance knows both keys, the new one first")
        private boolean encryptionKey;
    }

    @Override
    public Integer call() {
        if ((automationToken || what.encryptionKey) && validFor != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    what.encryptionKey
                            ? "An old encryption key is valid until it is taken out of ENCRYPTION_KEY; leave out"
                                    + " --valid-for."
                            : "An old automation token ends at once; leave out --valid-for.");
        }
        RegistryAccess access = RegistryAccess.open(spec);
        return what.encryptionKey ? reencrypt(access) : rotate(access, what.agentId);
    }

    private int rotate(RegistryAccess access, UUID agentId) {
        RegisteredAgent agent = new AgentRegistry(access.jdbc()).get(agentId);
        AgentCredentials credentials = new AgentCredentials(access.jdbc(), access.keyring());
        ObjectNode json = RegistryJson.object().put("agent_id", agentId.toString());
        if (automationToken) {
            String token = credentials.issueAutomationToken(agentId, Actor.CLI);
            print(
                    access,
                    "New token for '" + agent.name() + "' and Jira Automation; the old one has ended.",
                    "AUTOMATION_TOKEN",
                    token,
                    json.put("automation_token", token));
        } else {
            AgentCredentials.RotatedSecret rotated =
                    credentials.rotateSecret(agentId, validFor == null ? DEFAULT_OVERLAP : validFor, Actor.CLI);
            print(
                    access,
                    "New secret for '" + agent.name() + "'; the old one is valid until " + rotated.previousUntil()
                            + ".",
                    "HMAC_SECRET",
                    rotated.secret(),
                    json.put("hmac_secret", rotated.secret())
                            .put(
                                    "previous_secret_until",
                                    rotated.previousUntil().toString()));
        }
        return 0;
    }

    private void print(RegistryAccess access, String headline, String name, String value, ObjectNode json) {
        String remembered = access.rememberForDemo(what.agentId, name, value)
                .map(file -> "; " + file + " holds it, too.")
                .orElse(".");
        output.print(json, String.join("\n", headline, name + "='" + value + "'", "It is shown only now" + remembered));
    }

    private int reencrypt(RegistryAccess access) {
        EncryptionKeyRotation.Result result = new EncryptionKeyRotation(access.jdbc(), access.keyring()).run(Actor.CLI);
        boolean all = result.unreadable().isEmpty();
        ObjectNode json =
                RegistryJson.object().put("reencrypted", result.reencrypted()).put("current", result.current());
        ArrayNode unreadable = json.putArray("unreadable");
        result.unreadable().forEach(unreadable::add);
        output.print(
                json,
                result.reencrypted() + " secrets encrypted anew, " + result.current() + " were already.\n"
                        + (all
                                ? "The other keys can be taken out of ENCRYPTION_KEY, instance by instance."
                                : "No key reads the secrets of: " + String.join(", ", result.unreadable())
                                        + ". Keep the old keys, and run this with the missing one as well."));
        return all ? 0 : RootCommand.FAILED;
    }
}
