package io.jiraagent;

import io.jiraagent.cli.RootCommand;

/** Entry point of the program. */
public final class JiraAgent {
    private JiraAgent() {}

    public static void main(String[] args) {
        System.exit(RootCommand.commandLine().execute(args));
    }
}
