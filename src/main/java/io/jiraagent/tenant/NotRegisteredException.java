package io.jiraagent.tenant;

/** There is no such tenant, agent or token. */
public final class NotRegisteredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotRegisteredException(String message) {
        super(message);
    }
}
