package io.jiraagent.agent;

import java.time.Duration;
import java.util.Optional;

/** The agent was not asked at all, so that this was no attempt. */
public final class NotAskedException extends AgentException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** @param retryAfter the least time to wait */
    public NotAskedException(String reason, String message, Duration retryAfter) {
        super(reason, message, null);
        this.retryAfter = retryAfter;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }
}
