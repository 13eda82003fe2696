package io.jiraagent.execution;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.OutcomeUnknownException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.ticket.MalformedPayloadException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Decides what an agent's answer or failure makes of the execution. Thread-safe. */
public final class AttemptOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptOutcomes.class);

    /** Camel's own name; its annotation for exceptions would hand over the root cause, which says less. */
    private static final String CAUGHT = "CamelExceptionCaught";

    private static final int MAX_LOGGED = 500;

    private final AnswerReader answers;
    private final RetryPolicy retries;
    private final MeterRegistry meters;

    public AttemptOutcomes(AnswerReader answers, RetryPolicy retries, MeterRegistry meters) {
        this.answers = answers;
        this.retries = retries;
        this.meters = meters;
    }

    /** @throws io.jiraagent.agent.FinalAgentException the answer is no JSON object, or too large */
    public Outcome answered(
            @Variable("claim") Claim claim,
            @Variable("task") AgentTask task,
            @Variable("permit") AgentBreakers.Permit permit,
            @Body Object answer) {
        String result = answers.read(answer);
        permit.succeeded();
        count("completed");
        LOG.info("Execution {} completed by agent {}", claim.executionId(), claim.agentId());
        return Outcome.completed(claim, task.issue().key(), task.eventType(), result);
    }

    /**
     * No agent was asked, and that is as the tenant wants it.
     *
     * @param reason for people
     */
    public Outcome filtered(@Variable("claim") Claim claim, @Variable("task") AgentTask task, @Body String reason) {
        count("filtered");
        LOG.info("Execution {} filtered: {}", claim.executionId(), PlainText.clean(reason, MAX_LOGGED));
        String result = answers.read(Map.of("filtered", true, "reason", reason));
        return Outcome.completed(claim, task.issue().key(), task.eventType(), result);
    }

    /**
     * @param task null when the payload could not be read
     * @param permit null when the agent was not asked
     * @param answer what the agent answered, where a tenant's route came after it; else null
     * @param thrown the outermost exception; Camel's annotation for exceptions would give the innermost one
     */
    public Outcome failed(
            @Variable("claim") Claim claim,
            @Variable("task") AgentTask task,
            @Variable("permit") AgentBreakers.Permit permit,
            @Variable("answer") Object answer,
            @ExchangeProperty(CAUGHT) Throwable thrown) {
        Throwable failure = answer == null ? known(thrown) : afterAnswer(known(thrown));
        if (permit != null && answer != null) {
            permit.succeeded();
        } else if (permit != null) {
            permit.failed(failure);
        }
        ExecutionError error = error(failure, claim);
        String issueKey = task == null ? null : task.issue().key();
        String eventType = task == null ? null : task.eventType();
        Optional<Duration> delay = error.retryable()
                ? retries.delay(claim.attempt(), claim.retries(), retryAfter(failure))
                : Optional.empty();
        count(delay.isPresent() ? "retry" : "failed");
        LOG.warn(
                "Execution {} attempt {} failed: {} {}; {}",
                claim.executionId(),
                claim.attempt(),
                error.reason(),
                error.message(),
                delay.map(d -> "next attempt in " + d.toMillis() + " ms").orElse("no further attempt"));
        return delay.map(d -> Outcome.retry(claim, issueKey, eventType, error, d))
                .orElseGet(() -> Outcome.failed(claim, issueKey, eventType, error));
    }

    /** Parameters of {@code execution-outcome.sql}. */
    public Map<String, Object> parameters(List<Outcome> outcomes) {
        return Map.of("outcomes", StatementJson.of(outcomes));
    }

    private void count(String outcome) {
        meters.counter("jira_agent.attempts", "outcome", outcome).increment();
    }

    /** Camel wraps what some of its steps throw. */
    private static Throwable known(Throwable thrown) {
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
    private static Throwable afterAnswer(Throwable failure) {
        return failure instanceof FinalAgentException
                ? failure
                : new OutcomeUnknownException(
                        "The agent answered, but the tenant's route after it failed: " + failure.getMessage(), failure);
    }

    private static ExecutionError error(Throwable failure, Claim claim) {
        if (failure instanceof MalformedPayloadException malformed) {
            return new ExecutionError("malformed_payload", malformed.getMessage(), false);
        }
        if (failure instanceof AgentException agent) {
            return new ExecutionError(agent.reason(), agent.getMessage(), retryable(agent, claim));
        }
        if (failure instanceof DataAccessException) {
            return new ExecutionError("database_unavailable", "The database did not answer the agent's route", true);
        }
        LOG.error("Unexpected failure of an agent route", failure);
        return new ExecutionError(
                "agent_error",
                "The agent's route failed unexpectedly (" + failure.getClass().getSimpleName()
                        + "); the log has the details",
                false);
    }

    private static boolean retryable(AgentException failure, Claim claim) {
        return failure instanceof RetriableAgentException
                || (failure instanceof OutcomeUnknownException && claim.idempotent());
    }

    private static Optional<Duration> retryAfter(Throwable failure) {
        return failure instanceof AgentException agent ? agent.retryAfter() : Optional.empty();
    }
}
