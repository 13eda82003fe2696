package io.jiraagent.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.routefile.Finding;
import io.jiraagent.routefile.RegistryCheck;
import io.jiraagent.runtime.RoutesCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent routes}. */
@Command(
        name = "routes",
        description = "Checks route files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class RoutesCommand implements Runnable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: check.");
    }

    @Command(
            name = "check",
            description = {
                "Checks route files as the running program does before it takes them over, without running them.",
                "It needs neither Kafka nor the database; what is registered is checked if the database answers."
            },
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:no errors", "1:errors were found", "2:wrong usage or configuration"})
    int check(
            @Parameters(
                            paramLabel = "<file>",
                            arity = "0..*",
                            description =
                                    "files of tenants, agents or templates, in their folder or (a tenant's) anywhere"
                                            + " (default: all of ROUTES_DIR, with the examples)")
                    List<Path> files,
            @Mixin JsonOption output) {
        List<Path> given = files == null ? List.of() : files;
        given.stream().filter(file -> !Files.isRegularFile(file)).findFirst().ifPresent(file -> {
            throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
        });
        Optional<RegistryCheck> registry = registry();
        List<Finding> findings = RoutesCheck.inspect(
                RootCommand.of(spec).settingsForDatabase(),
                registry,
                inspection -> given.isEmpty()
                        ? inspection.ofFolder()
                        : given.stream().flatMap(f -> inspection.of(f).stream()).toList());
        output.print(json(findings, registry.isPresent()), text(findings, registry.isPresent()));
        return findings.stream().anyMatch(Finding::error) ? RootCommand.FAILED : 0;
    }

    private Optional<RegistryCheck> registry() {
        try {
            return Optional.of(new RegistryCheck(
                    new RegisteredNames(RegistryAccess.open(spec).jdbc())));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode json(List<Finding> findings, boolean withRegistry) {
        return RegistryJson.object()
                .put("ok", findings.stream().noneMatch(Finding::error))
                .put("registry_checked", withRegistry)
                .set("findings", JSON.valueToTree(findings));
    }

    private static String text(List<Finding> findings, boolean withRegistry) {
        Stream<String> lines = findings.stream().map(f -> (f.error() ? "ERROR   " : "WARNING ") + f.text());
        String end = findings.stream().filter(Finding::error).count() + " errors, "
                + findings.stream().filter(f -> !f.error()).count() + " warnings";
        String skipped = "Not checked, as the database does not answer: whether tenants, and agents named by 'for' and"
                + " 'backup', are registered";
        return Stream.of(lines, withRegistry ? Stream.<String>empty() : Stream.of(skipped), Stream.of(end))
                .flatMap(l -> l)
                .collect(Collectors.joining("\n"));
    }
}
