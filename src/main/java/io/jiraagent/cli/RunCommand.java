package io.jiraagent.cli;

import io.jiraagent.config.LogFormat;
import io.jiraagent.config.Settings;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.LogOutput;
import io.jiraagent.runtime.RelayRuntime;
import io.jiraagent.runtime.Role;
import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent run}. */
@Command(
        name = "run",
        description = {
            "Runs the program until it is told to stop (Ctrl-C, SIGTERM).",
            "Without DATABASE_URL and KAFKA_BROKERS, PostgreSQL and Kafka run inside it."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final String RELAY = "relay";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            defaultValue = "all",
            description = "all, api, worker, or relay, which only signs and forwards (default: ${DEFAULT-VALUE})")
    private String role;

    @Override
    public Integer call() throws InterruptedException {
        return role.equals(RELAY) ? relay() : program();
    }

    private int relay() throws InterruptedException {
        RootCommand root = RootCommand.of(spec);
        Settings settings = root.settingsForDatabase();
        LogOutput.use(settings.logFormat());
        new ProgramRun<>(() -> RelayRuntime.start(settings, root::variable)).untilStopped(relay -> ready(settings));
        return 0;
    }

    private int program() throws InterruptedException {
        Settings settings = RootCommand.of(spec).settings();
        LogOutput.use(settings.logFormat());
        Set<Role> roles = roles(settings);
        new ProgramRun<>(() -> Application.start(settings, roles)).untilStopped(application -> {
            application.demo().ifPresent(demo -> forPeople(settings)
                    .print(DemoGuide.text(demo, settings.server().publicUrl())));
            ready(settings);
        });
        return 0;
    }

    /** Where logs are JSON, nothing else goes to standard output. */
    private PrintWriter forPeople(Settings settings) {
        return settings.logFormat() == LogFormat.JSON
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
    }

    private void ready(Settings settings) {
        String ready = "Jira Agent Routes is ready on " + settings.server().publicUrl();
        if (settings.logFormat() == LogFormat.JSON) {
            LOG.info(ready);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ready);
            out.flush();
        }
    }

    private Set<Role> roles(Settings settings) {
        try {
            Set<Role> roles = Role.parse(role);
            if (settings.embedded() && roles.size() < Role.values().length) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--role " + role + " needs a PostgreSQL and a Kafka that other processes reach too:"
                                + " set DATABASE_URL and KAFKA_BROKERS.");
            }
            return roles;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
