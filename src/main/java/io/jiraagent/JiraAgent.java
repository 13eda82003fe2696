package io.jiraagent;

import io.jiraagent.cli.RootCommand;
import org.apache.logging.log4j.LogManager;

/** Entry point of the program. */
public final class JiraAgent {
    private JiraAgent() {}

    public static void main(String[] args) {
        if (args.length > 0 && !args[0].equals("run")) {
            // What a command prints may be JSON for a script.
            System.setProperty("jira-agent.log.camel", "WARN");
        }
        int code = RootCommand.execute(args);
        LogManager.shutdown();
        System.exit(code);
    }
}
