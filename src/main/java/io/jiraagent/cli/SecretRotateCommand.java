package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.tenant.Actor;
import io.jiraagent.tenant.AgentCredentials;
import io.jiraagent.tenant.AgentRegistry;
import io.jiraagent.tenant.RegisteredAgent;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
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
                    + " be changed one after the other; a second rotation within that time ends the oldest at once."
        },
        mixinStandardHelpOptions = true)
final class SecretRotateCommand implements Callable<Integer> {
    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption output;

    @Option(names = "--agent", required = true, description = "the agent's id")
    private UUID agentId;

    @Option(
            names = "--valid-for",
            description = "how long the old secret stays valid, such as 0s, 30m or 7d (default: 24h)")
    private Duration validFor;

    @Option(
            names = "--automation-token",
            description = "renew the token for Jira Automation instead; the old one ends at once")
    private boolean automationToken;

    @Override
    public Integer call() {
        if (automationToken && validFor != null) {
            throw new ParameterException(
                    spec.commandLine(), "An old automation token ends at once; leave out --valid-for.");
        }
        RegistryAccess access = RegistryAccess.open(spec);
        RegisteredAgent agent = new AgentRegistry(access.jdbc()).get(agentId);
        AgentCredentials credentials = new AgentCredentials(access.jdbc(), access.keyring());
        if (automationToken) {
            String token = credentials.issueAutomationToken(agentId, Actor.CLI);
            print(
                    access,
                    "New token for '" + agent.name() + "' and Jira Automation; the old one has ended.",
                    "AUTOMATION_TOKEN",
                    token,
                    json("automation_token", token));
        } else {
            AgentCredentials.RotatedSecret rotated = credentials.rotateSecret(agentId, validFor(), Actor.CLI);
            print(
                    access,
                    "New secret for '" + agent.name() + "'; the old one is valid until " + rotated.previousUntil()
                            + ".",
                    "HMAC_SECRET",
                    rotated.secret(),
                    json("hmac_secret", rotated.secret())
                            .put(
                                    "previous_secret_until",
                                    rotated.previousUntil().toString()));
        }
        return 0;
    }

    private Duration validFor() {
        return validFor == null ? DEFAULT_OVERLAP : validFor;
    }

    private ObjectNode json(String name, String value) {
        return RegistryJson.object().put("agent_id", agentId.toString()).put(name, value);
    }

    private void print(RegistryAccess access, String headline, String name, String value, ObjectNode json) {
        String remembered = access.rememberForDemo(agentId, name, value)
                .map(file -> "; " + file + " holds it, too.")
                .orElse(".");
        output.print(json, String.join("\n", headline, name + "='" + value + "'", "It is shown only now" + remembered));
    }
}
