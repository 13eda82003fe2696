package io.jiraagent.ticket;

/** The shapes in which Jira, or a rule in it, sends an issue. */
public enum PayloadFormat {
    /** Custom data of an Automation rule: {@code issue_key}, {@code event_type}, {@code issue.fields}. */
    TEMPLATE,
    /** A native webhook of Jira Cloud or Data Center: {@code webhookEvent}, {@code timestamp}, {@code issue}. */
    NATIVE,
    /** "Issue data (Automation format)": {@code self}, {@code id}, {@code key} and {@code fields} are the root. */
    ISSUE_AS_ROOT
}
