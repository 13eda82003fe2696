package io.jiraagent.tenant;

import java.util.Locale;

/** Whether an agent takes events. */
public enum AgentStatus {
    /** Not yet: events are refused. */
    DRAFT,
    ACTIVE,
    /** Events are refused, and what is queued waits. */
    PAUSED;

    /** @param stored as the column {@code agents.status} holds it */
    public static AgentStatus of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }

    /** As the database, the API and people write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
