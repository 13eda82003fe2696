package io.jiraagent;

/** Entry point of the program. */
public final class JiraAgent {
    private JiraAgent() {}

    public static void main(String[] args) {}
}
