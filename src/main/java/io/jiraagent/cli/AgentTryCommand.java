package io.jiraagent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent agent try}. Asks the running program's API. */
@Command(
        name = "try",
        description =
                "Shows what an agent makes of a ticket: task, messages to a model, answer, cost. Nothing comes into Jira or"
                        + " the history.",
        mixinStandardHelpOptions = true)
final class AgentTryCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess api;

    @Parameters(description = "the agent's id; drafts can be tried")
    private UUID id;

    @Option(names = "--summary", description = "the ticket's summary")
    private String summary;

    @Option(names = "--description", description = "its description")
    private String description;

    @Option(names = "--type", description = "name of its type, such as Bug")
    private String type;

    @Option(names = "--priority", description = "name of its priority, such as High")
    private String priority;

    @Option(names = "--payload", description = "instead of these, a file with a payload as Jira sends it")
    private Path payload;

    @Option(
            names = "--run",
            negatable = true,
            fallbackValue = "true",
            description = "really ask an agent that may act outside; with --no-run, ask none")
    private Boolean run;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        put(body, "summary", summary);
        put(body, "description", description);
        put(body, "type", type);
        put(body, "priority", priority);
        put(body, "payload", payload == null ? null : Files.readString(payload));
        if (run != null) {
            body.put("run", run);
        }
        JsonNode result = api.post("/agents/" + id + "/try", body);
        spec.commandLine().getOut().println(result.toPrettyString());
        return result.path("outcome").asText().equals("failed") ? FAILED : 0;
    }

    private static void put(ObjectNode body, String name, String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
