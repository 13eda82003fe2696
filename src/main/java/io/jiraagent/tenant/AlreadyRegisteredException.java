package io.jiraagent.tenant;

/** The name or id is taken. */
public final class AlreadyRegisteredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AlreadyRegisteredException(String message) {
        super(message);
    }
}
