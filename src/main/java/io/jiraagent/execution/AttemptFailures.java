package io.jiraagent.execution;

import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.OutcomeUnknownException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.ticket.MalformedPayloadException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** What is said of a failure, and whether trying again may help; the exception's type decides. */
final class AttemptFailures {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptFailures.class);

    /** Of failures on the way to the agent, which cost nothing. */
    private static final Set<String> NEVER_REACHED = Set.of(
            "agent_route_missing", "agent_unreachable", "agent_address_refused", "agent_unknown", "secret_unreadable");

    private AttemptFailures() {}

    static boolean neverReached(Throwable failure) {
        return failure instanceof AgentException agent && NEVER_REACHED.contains(agent.reason());
    }

    /** A route stopped its exchange, or dealt with its own failure. */
    static FinalAgentException unanswered() {
        return new FinalAgentException(
                "no_answer",
                "The agent's route ended without an answer and without a failure (by stop, rollback or handling its own"
                        + " failure); let it leave a body, or throw",
                null);
    }

    /** The one that tells most: Camel wraps what some of its steps throw. */
    static Throwable known(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof AgentException
                    || t instanceof MalformedPayloadException
                    || t instanceof DataAccessException) {
                return t;
            }
        }
        return thrown;
    }

    /** The agent has acted, so that trying again is right only for one that may be asked twice. */
    static Throwable afterAnswer(Throwable failure) {
        return failure instanceof FinalAgentException
                ? failure
                : new OutcomeUnknownException(
                        "The agent answered, but the tenant's route after it failed: " + failure.getMessage(), failure);
    }

    static ExecutionError error(Throwable failure, Claim claim) {
        if (failure instanceof MalformedPayloadException malformed) {
            return new ExecutionError("malformed_payload", malformed.getMessage(), false);
        }
        if (failure instanceof AgentException agent) {
            return new ExecutionError(agent.reason(), agent.getMessage(), retryable(agent, claim));
        }
        if (failure instanceof DataAccessException) {
            return new ExecutionError("database_unavailable", "The database did not answer the agent's route", true);
        }
        LOG.error("Unexpected failure of an agent route in execution {}", claim.executionId(), failure);
        return new ExecutionError(
                "agent_error",
                "The agent's route failed unexpectedly (" + failure.getClass().getSimpleName()
                        + "); the log has the details",
                false);
    }

    /** The agent may have acted, and must not be asked again unless that does no harm. */
    static boolean withoutEffect(Throwable failure) {
        return failure instanceof RetriableAgentException || failure instanceof DataAccessException;
    }

    private static boolean retryable(AgentException failure, Claim claim) {
        return failure instanceof RetriableAgentException
                || (failure instanceof OutcomeUnknownException && claim.asked().idempotent());
    }
}
