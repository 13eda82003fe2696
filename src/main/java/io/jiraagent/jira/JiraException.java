package io.jiraagent.jira;

import java.time.Duration;
import java.util.Optional;

/** Jira did not do what was asked. The message says what happened, {@link #fix()} what a person can change. */
public final class JiraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String fix;
    private final transient JiraCall.Purpose purpose;
    private final int status;
    private final boolean retryable;
    private final transient Duration retryAfter;

    private JiraException(
            String reason,
            String message,
            String fix,
            JiraCall.Purpose purpose,
            int status,
            boolean retryable,
            Duration retryAfter,
            Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.fix = fix;
        this.purpose = purpose;
        this.status = status;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** It would be refused again. */
    static JiraException refused(String reason, String message, String fix, JiraCall.Purpose purpose, int status) {
        return new JiraException(reason, message, fix, purpose, status, false, null, null);
    }

    /** @param retryAfter the least time to wait; null where nothing is known of it */
    static JiraException later(String reason, String message, Duration retryAfter, Throwable cause) {
        return new JiraException(
                reason, message, "Nothing to do: it is tried again.", null, 0, true, retryAfter, cause);
    }

    static JiraException unusable(String reason, String message, String fix) {
        return refused(reason, message, fix, null, 0);
    }

    /** A fixed word such as {@code jira_unauthorized}. */
    public String reason() {
        return reason;
    }

    public String fix() {
        return fix;
    }

    public boolean retryable() {
        return retryable;
    }

    /** How long Jira wants to be left alone. */
    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The comment that was to be changed is not there any more. */
    boolean commentGone() {
        return purpose == JiraCall.Purpose.UPDATE && status == 404;
    }

    /** The comment is written, only the fields of the issue are not. */
    boolean onlyFields() {
        return purpose == JiraCall.Purpose.FIELDS;
    }
}
