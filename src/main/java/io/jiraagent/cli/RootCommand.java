package io.jiraagent.cli;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Durations;
import io.jiraagent.config.Settings;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jira-agent}. */
@Command(
        name = "jira-agent",
        description = "Lets Jira tickets be worked on by AI agents.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; the message says why", "2:wrong usage or configuration"})
public final class RootCommand implements Runnable {
    static final int FAILED = 1;

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            WebhookCommand.class,
            TenantCommand.class,
            AgentCommand.class,
            SecretCommand.class,
            TokenCommand.class,
            ExecutionsCommand.class,
            DeadLettersCommand.class,
            RoutesCommand.class,
            DoctorCommand.class,
            JiraCommand.class,
            JiraSetupCommand.class,
            RelayCommand.class,
            TlsCommand.class);

    @Spec
    private CommandSpec spec;

    private final Path home;
    private final Map<String, String> environment;

    private RootCommand(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"jira-agent " + (version == null ? "(not packaged)" : version)};
        }
    }

    /**
     * Does what the arguments say, and tells errors in one line, without a stack trace. A command that is named first is set up
     * alone: to look through all of them takes a second.
     *
     * @return the exit code
     */
    public static int execute(String... arguments) {
        Path home = Path.of(System.getProperty("jira-agent.home", "."));
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        return commandLine(home.toAbsolutePath().normalize(), System.getenv(), named.isEmpty() ? COMMANDS : named)
                .execute(arguments);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    /**
     * With all commands.
     *
     * @param home the folder of {@code application.properties}; relative paths in it are relative to this folder
     */
    static CommandLine commandLine(Path home, Map<String, String> environment) {
        return commandLine(home, environment, COMMANDS);
    }

    private static CommandLine commandLine(Path home, Map<String, String> environment, List<Class<?>> commands) {
        CommandLine commandLine = new CommandLine(new RootCommand(home, environment));
        commands.forEach(commandLine::addSubcommand);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(Duration.class, RootCommand::duration);
        commandLine.registerConverter(RateLimit.class, RootCommand::rateLimit);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(message(failure));
            boolean usage =
                    failure instanceof ConfigurationException || failure instanceof InvalidRegistrationException;
            return usage ? CommandLine.ExitCode.USAGE : FAILED;
        });
        return commandLine;
    }

    /** The one that a command belongs to. */
    static RootCommand of(CommandSpec command) {
        return (RootCommand) command.root().userObject();
    }

    Settings settings() {
        return Settings.load(home, environment);
    }

    /** For what needs the database at the most. */
    Settings settingsForDatabase() {
        return Settings.loadForDatabase(home, environment);
    }

    /** An environment variable that is not blank. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
    }

    private static Duration duration(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not " + Durations.WANTED);
        }
    }

    private static RateLimit rateLimit(String text) {
        try {
            return RateLimit.parse(text);
        } catch (InvalidRegistrationException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
