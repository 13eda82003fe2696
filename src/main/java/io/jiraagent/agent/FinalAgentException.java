package io.jiraagent.agent;

/** Trying again would not help. */
public final class FinalAgentException extends AgentException {
    private static final long serialVersionUID = 1L;

    public FinalAgentException(String reason, String message, Throwable cause) {
        super(reason, message, cause);
    }
}
