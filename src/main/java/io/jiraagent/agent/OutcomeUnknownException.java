package io.jiraagent.agent;

/**
 * The agent was asked, and whether it acted cannot be told. Trying again is right only for an agent that may be asked
 * twice.
 */
public final class OutcomeUnknownException extends AgentException {
    public static final String REASON = "outcome_unknown";

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message, Throwable cause) {
        this(REASON, message, cause);
    }

    public OutcomeUnknownException(String reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
