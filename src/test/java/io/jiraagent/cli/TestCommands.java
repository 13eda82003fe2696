package io.jiraagent.cli;

import java.util.Map;

/** Commands as a step of other packages' tests. */
public final class TestCommands {
    private TestCommands() {}

    /** Runs a command that needs no running program. */
    public static void succeed(String... arguments) {
        CommandRun.with(Map.of(), arguments).succeeded();
    }
}
