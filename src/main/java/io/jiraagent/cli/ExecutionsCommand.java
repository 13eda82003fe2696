package io.jiraagent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent executions}. */
@Command(
        name = "executions",
        description = "Shows what became of accepted events.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ExecutionsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list or show.");
    }

    @Command(name = "list", description = "Lists executions, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiAccess api,
            @Mixin ExecutionRows rows,
            @Option(names = "--status", description = "queued, in_progress, completed or failed") String status,
            @Option(names = "--limit", defaultValue = "20", description = "at the most (default: ${DEFAULT-VALUE})")
                    int limit,
            @Mixin JsonOption output)
            throws IOException, InterruptedException {
        Map<String, String> parameters = rows.filters();
        parameters.put("status", status);
        parameters.put("limit", Integer.toString(limit));
        JsonNode items = api.get("/executions", parameters).path("items");
        output.print(items, ExecutionRows.text(items));
        return 0;
    }

    @Command(name = "show", description = "Shows one with its attempts.", mixinStandardHelpOptions = true)
    int show(@Mixin ApiAccess api, @Parameters(paramLabel = "<id>") UUID id) throws IOException, InterruptedException {
        spec.commandLine()
                .getOut()
                .println(api.get("/executions/" + id, Map.of()).toPrettyString());
        return 0;
    }
}
