package io.jiraagent.cli;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jira-agent}. */
@Command(
        name = "jira-agent",
        description = "Lets Jira tickets be worked on by AI agents.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong usage or configuration"},
        subcommands = {RunCommand.class, WebhookCommand.class, SecretCommand.class})
public final class RootCommand implements Runnable {
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"jira-agent " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** The command line with its manner of telling errors: one line, no stack trace. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new RootCommand());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(message(failure));
            return failure instanceof ConfigurationException ? CommandLine.ExitCode.USAGE : FAILED;
        });
        return commandLine;
    }

    /** The folder of {@code application.properties}; relative paths in the configuration are relative to it. */
    static Path home() {
        return Path.of(System.getProperty("jira-agent.home", "."))
                .toAbsolutePath()
                .normalize();
    }

    static Settings settings() {
        return Settings.load(home(), System.getenv());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
