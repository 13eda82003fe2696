package io.jiraagent.webhook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The way by which an event came in. */
public enum Door {
    /** Signed by the sender. */
    @JsonProperty("webhook")
    WEBHOOK,
    /** Jira Automation, with a token. */
    @JsonProperty("automation")
    AUTOMATION
}
