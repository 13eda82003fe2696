package io.jiraagent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Lists, replays and discards executions that failed for good.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand implements Runnable {
    private static final String PATH = "/dead-letters";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: list, replay or discard.");
    }

    @Command(name = "list", description = "Lists them, newest first.", mixinStandardHelpOptions = true)
    int list(
            @Mixin ApiAccess api,
            @Mixin ExecutionRows rows,
            @Option(names = "--reason", description = "only with this reason, such as malformed_payload") String reason,
            @Option(names = "--limit", defaultValue = "20", description = "at the most (default: ${DEFAULT-VALUE})")
                    int limit,
            @Mixin JsonOption output)
            throws IOException, InterruptedException {
        Map<String, String> parameters = rows.filters();
        parameters.put("reason", reason);
        parameters.put("limit", Integer.toString(limit));
        JsonNode items = api.get(PATH, parameters).path("items");
        output.print(items, ExecutionRows.text(items));
        return 0;
    }

    @Command(
            name = "replay",
            description = {
                "Replays those that are named, or with --all those that match the filters.",
                "--all only counts until --yes is given too."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Mixin ApiAccess api,
            @Mixin ExecutionRows rows,
            @Parameters(paramLabel = "<id>", arity = "0..*") List<UUID> ids,
            @Option(names = "--payload", description = "file with an edited payload, for one id") Path payload,
            @Option(names = "--all", description = "all that match the filters") boolean all,
            @Option(names = "--yes", description = "with --all: do it") boolean yes,
            @Option(names = "--reason", description = "only with this reason") String reason,
            @Option(names = "--limit", defaultValue = "1000", description = "at the most (default: ${DEFAULT-VALUE})")
                    int limit,
            @Option(names = "--rate", defaultValue = "10", description = "a second (default: ${DEFAULT-VALUE})")
                    double rate,
            @Mixin JsonOption output)
            throws IOException, InterruptedException {
        boolean named = ids != null && !ids.isEmpty();
        if (named == all || (payload != null && (!named || ids.size() > 1))) {
            throw new ParameterException(
                    spec.commandLine(), "Name ids, or give --all; --payload goes with exactly one id.");
        }
        if (payload != null) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("payload", Files.readString(payload, StandardCharsets.UTF_8));
            JsonNode answer = api.post(PATH + "/" + ids.get(0) + "/replay", body);
            output.print(answer, "Replayed with the edited payload.");
            return 0;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode filter = body.putObject("filter");
        rows.filters().forEach((name, value) -> {
            if (value != null) {
                filter.put(name, value);
            }
        });
        if (reason != null) {
            filter.put("reason", reason);
        }
        if (named) {
            ids.forEach(id -> filter.withArray("ids").add(id.toString()));
        }
        body.put("limit", limit).put("rate_per_second", rate).put("dry_run", all && !yes);
        JsonNode answer = api.post(PATH + "/replay", body);
        output.print(answer, summary(answer, all && !yes));
        return named && answer.path("replayed").asInt() < ids.size() ? RootCommand.FAILED : 0;
    }

    private static String summary(JsonNode answer, boolean dryRun) {
        return dryRun
                ? answer.path("matched").asInt() + " would be replayed. Add --yes to do it."
                : answer.path("replayed").asInt() + " of "
                        + answer.path("matched").asInt() + " replayed.";
    }

    @Command(name = "discard", description = "Takes one off the list for good.", mixinStandardHelpOptions = true)
    int discard(
            @Mixin ApiAccess api,
            @Parameters(paramLabel = "<id>") UUID id,
            @Option(names = "--reason", required = true, description = "why it needs no replay") String reason,
            @Mixin JsonOption output)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
        output.print(api.post(PATH + "/" + id + "/discard", body), "Discarded.");
        return 0;
    }
}
