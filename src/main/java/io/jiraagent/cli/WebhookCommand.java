package io.jiraagent.cli;

import picocli.CommandLine.Command;

/** {@code jira-agent webhook}. */
@Command(name = "webhook", description = "Sends webhooks.", mixinStandardHelpOptions = true)
final class WebhookCommand implements Runnable {
    @Override
    public void run() {}
}
