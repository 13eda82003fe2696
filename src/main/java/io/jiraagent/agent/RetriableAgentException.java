package io.jiraagent.agent;

import java.time.Duration;
import java.util.Optional;

/** Trying again later may help, and the failed attempt is known to have had no effect. */
public final class RetriableAgentException extends AgentException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    public RetriableAgentException(String reason, String message, Throwable cause) {
        this(reason, message, cause, null);
    }

    /** @param retryAfter the least time to wait, or null */
    public RetriableAgentException(String reason, String message, Throwable cause, Duration retryAfter) {
        super(reason, message, cause);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
