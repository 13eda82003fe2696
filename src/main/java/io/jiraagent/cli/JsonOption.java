package io.jiraagent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --json}, for commands that have something to tell. */
final class JsonOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--json", description = "print JSON and nothing else")
    private boolean json;

    /**
     * Prints one of the two.
     *
     * @param text lines, for people
     */
    void print(JsonNode node, String text) {
        command.commandLine().getOut().println(json ? node.toPrettyString() : text);
    }
}
