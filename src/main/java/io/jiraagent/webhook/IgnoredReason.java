package io.jiraagent.webhook;

import java.util.Locale;

/** Why an event of a genuine sender is not worked on; the names stand in metrics, in the log and in answers. */
public enum IgnoredReason {
    OWN_ACCOUNT("The event was set off by an account of this integration"),
    OWN_COMMENT("The event is of a comment that this integration has written");

    private final String message;

    IgnoredReason(String message) {
        this.message = message;
    }

    /** For people; without anything of the event. */
    public String message() {
        return message;
    }

    /** Lower case, for example {@code own_account}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
