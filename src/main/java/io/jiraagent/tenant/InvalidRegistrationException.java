package io.jiraagent.tenant;

import java.util.Optional;

/** What was asked to be registered cannot be; the message says what to change. */
public final class InvalidRegistrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidRegistrationException(String message) {
        this(null, message);
    }

    /** @param field what is not usable, named as in the database */
    public InvalidRegistrationException(String field, String message) {
        super(message);
        this.field = field;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
