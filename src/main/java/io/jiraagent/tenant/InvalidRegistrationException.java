package io.jiraagent.tenant;

/** What was asked to be registered cannot be; the message says what to change. */
public final class InvalidRegistrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidRegistrationException(String message) {
        super(message);
    }
}
