package io.jiraagent.cli;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.demo.DemoEnv;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where to send and with which keys: options, then environment variables, then {@code demo.env}. */
final class WebhookTarget {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--url", description = "webhook URL (default: WEBHOOK_URL, else the demo agent's)")
    private String url;

    @Option(
            names = "--secret",
            description = "the agent's secret (default: HMAC_SECRET, else the demo agent's); other users of this"
                    + " machine can see command lines, so prefer the variable")
    private String secret;

    private Map<String, String> demo;

    String url() {
        return required("WEBHOOK_URL", url, "--url");
    }

    String secret() {
        return required("HMAC_SECRET", secret, "--secret");
    }

    private String required(String name, String option, String optionName) {
        return value(name, option)
                .orElseThrow(() -> new ConfigurationException("Say where to send to: " + optionName + " or " + name
                        + ". Neither is set, and there is no " + file() + " of a program that was run here."));
    }

    private Optional<String> value(String name, String option) {
        if (option != null) {
            return Optional.of(option);
        }
        Optional<String> variable = RootCommand.of(command).variable(name);
        if (variable.isPresent()) {
            return variable;
        }
        if (demo == null) {
            demo = DemoEnv.read(file());
        }
        return Optional.ofNullable(demo.get(name));
    }

    private Path file() {
        return DemoEnv.in(RootCommand.of(command).settings().dataDir());
    }
}
