package io.jiraagent.agent;

import java.time.Duration;
import java.util.Optional;

/**
 * An agent did not answer, or not usably. Its type tells whether to try again: see {@link RetriableAgentException},
 * {@link OutcomeUnknownException}, {@link FinalAgentException}, {@link NotAskedException} and
 * {@link AnswersLaterException}.
 */
public abstract sealed class AgentException extends RuntimeException
        permits RetriableAgentException,
                OutcomeUnknownException,
                FinalAgentException,
                NotAskedException,
                AnswersLaterException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    AgentException(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** A fixed word such as {@code agent_unreachable}. */
    public String reason() {
        return reason;
    }

    /** How long the agent asked to be left alone. */
    public Optional<Duration> retryAfter() {
        return Optional.empty();
    }
}
