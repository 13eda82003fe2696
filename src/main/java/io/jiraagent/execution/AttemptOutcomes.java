package io.jiraagent.execution;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.AnswersLaterException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.NotAskedException;
import io.jiraagent.agent.OutcomeUnknownException;
import io.jiraagent.tenant.AgentDirectory;
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

/** Decides what an agent's answer or failure makes of the execution. Thread-safe. */
public final class AttemptOutcomes {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptOutcomes.class);

    /** Camel's own name; its annotation for exceptions would hand over the root cause, which says less. */
    private static final String CAUGHT = "CamelExceptionCaught";

    private static final int MAX_LOGGED = 500;

    private final AnswerReader answers;
    private final RetryPolicy retries;
    private final OpenAttempts open;
    private final RunBudgets budgets;
    private final AgentDirectory agents;
    private final MeterRegistry meters;

    public AttemptOutcomes(
            AnswerReader answers,
            RetryPolicy retries,
            OpenAttempts open,
            RunBudgets budgets,
            AgentDirectory agents,
            MeterRegistry meters) {
        this.answers = answers;
        this.retries = retries;
        this.open = open;
        this.budgets = budgets;
        this.agents = agents;
        this.meters = meters;
    }

    /**
     * @param permit null when the agent was asked before, and has answered later
     * @throws FinalAgentException the answer is no JSON object, or too large
     */
    public Outcome answered(
            @Variable("claim") Claim claim,
            @Variable("task") AgentTask task,
            @Variable("permit") AgentBreakers.Permit permit,
            @Variable("usage") AgentUsage usage,
            @Body Object answer) {
        String result = answers.read(answer);
        Duration lasted = open.end(claim).lasted();
        if (permit != null) {
            permit.succeeded();
        }
        count("completed", claim, lasted);
        LOG.info(
                "Execution {} completed by agent {} of tenant {}",
                claim.executionId(),
                claim.asked().id(),
                claim.tenantId());
        return Outcome.completed(claim, event(task), result).with(used(claim, usage));
    }

    /**
     * No agent was asked, and that is as the tenant wants it.
     *
     * @param reason for people
     */
    public Outcome filtered(@Variable("claim") Claim claim, @Variable("task") AgentTask task, @Body String reason) {
        open.end(claim);
        budgets.giveBack(claim);
        return filtered(claim, event(task), reason);
    }

    private Outcome filtered(Claim claim, Outcome.Event event, String reason) {
        counter("filtered", claim);
        LOG.info("Execution {} filtered: {}", claim.executionId(), PlainText.clean(reason, MAX_LOGGED));
        String result = answers.read(Map.of("filtered", true, "reason", reason));
        return Outcome.filtered(claim, event, result);
    }

    /**
     * @param task null when the payload could not be read
     * @param permit null when the agent was not asked now
     * @param answer what the agent answered, where a tenant's route came after it, or where it answered later; else null
     * @param usage null when no model was asked
     * @param thrown the outermost exception; Camel's annotation for exceptions would give the innermost one
     */
    public Outcome failed(
            @Variable("claim") Claim claim,
            @Variable("task") AgentTask task,
            @Variable("permit") AgentBreakers.Permit permit,
            @Variable("answer") Object answer,
            @Variable("usage") AgentUsage usage,
            @ExchangeProperty(CAUGHT) Throwable thrown) {
        OpenAttempts.Course course = open.end(claim);
        if (answer == null && AttemptFailures.known(thrown) instanceof AnswersLaterException) {
            permit.succeeded();
            return awaited(claim, event(task));
        }
        Throwable failure = course.overdue() ? overdue(claim, thrown) : AttemptFailures.known(thrown);
        if (answer != null) {
            failure = AttemptFailures.afterAnswer(failure);
        }
        if (permit != null && answer != null) {
            permit.succeeded();
        } else if (permit != null) {
            permit.failed(failure);
        }
        if (permit == null || AttemptFailures.neverReached(failure)) {
            budgets.giveBack(claim);
        }
        if (failure instanceof MalformedPayloadException unread && unread.nothingToWorkOn()) {
            return filtered(claim, event(task), unread.getMessage());
        }
        if (usage != null && AttemptFailures.neverReached(failure)) {
            usage.notAsked();
        }
        if (failure instanceof NotAskedException notAsked) {
            LOG.info("Execution {} waits: {}", claim.executionId(), notAsked.getMessage());
            return Outcome.returned(claim, notAsked.retryAfter().orElseThrow()).with(used(claim, usage));
        }
        return failed(claim, event(task), failure, course.lasted()).with(used(claim, usage));
    }

    private static Outcome awaited(Claim claim, Outcome.Event event) {
        LOG.info(
                "Execution {} was taken by agent {} of tenant {}, which answers later",
                claim.executionId(),
                claim.asked().id(),
                claim.tenantId());
        return Outcome.awaited(claim, event);
    }

    /** For a route that stopped its exchange, or dealt with its own failure without an answer. */
    public Outcome unanswered(
            @Variable("claim") Claim claim,
            @Variable("task") AgentTask task,
            @Variable("permit") AgentBreakers.Permit permit,
            @Variable("answer") Object answer,
            @Variable("usage") AgentUsage usage) {
        Throwable failure = AttemptFailures.unanswered();
        return failed(claim, task, permit, answer, usage, failure);
    }

    private Outcome failed(Claim claim, Outcome.Event event, Throwable failure, Duration lasted) {
        ExecutionError error = AttemptFailures.error(failure, claim);
        Claim.Turn turn = claim.turn();
        Optional<Duration> delay = error.retryable()
                ? retries.delay(turn.budget(), turn.attempt(), turn.age().plus(lasted), retryAfter(failure))
                : Optional.empty();
        boolean backupNext = delay.isEmpty() && turn.hasBackup() && AttemptFailures.withoutEffect(failure);
        count(delay.isPresent() || backupNext ? "retry" : "failed", claim, lasted);
        LOG.warn(
                "Execution {} attempt {} of agent {} of tenant {} failed: {} {}; {}",
                claim.executionId(),
                claim.attempt(),
                claim.asked().id(),
                claim.tenantId(),
                error.reason(),
                error.message(),
                backupNext
                        ? "its backup is next"
                        : delay.map(d -> "next attempt in " + d.toMillis() + " ms")
                                .orElse("no further attempt"));
        if (backupNext) {
            return Outcome.backupNext(claim, event, error);
        }
        return delay.map(d -> Outcome.retry(claim, event, error, d))
                .orElseGet(() -> Outcome.failed(claim, event, error));
    }

    /** Parameters of {@code execution-outcome.sql}. */
    public Map<String, Object> parameters(List<Outcome> outcomes) {
        return Map.of("outcomes", StatementJson.of(outcomes));
    }

    /** @param usage null when no model was asked */
    private AgentUsage.Sum used(Claim claim, AgentUsage usage) {
        if (usage == null) {
            return AgentUsage.Sum.NOTHING;
        }
        budgets.settle(claim, usage);
        AgentUsage.Sum sum = usage.sum();
        UsageMeters.count(meters, agents.tenantOf(claim.agentId()), sum);
        return sum;
    }

    private void count(String outcome, Claim claim, Duration lasted) {
        counter(outcome, claim);
        meters.timer("jira_agent.run", "outcome", outcome).record(lasted);
    }

    private void counter(String outcome, Claim claim) {
        meters.counter("jira_agent.attempts", "outcome", outcome, "tenant", agents.tenantOf(claim.agentId()))
                .increment();
    }

    private static Outcome.Event event(AgentTask task) {
        return task == null
                ? Outcome.Event.UNREAD
                : new Outcome.Event(task.issue().key(), task.eventType());
    }

    private static OutcomeUnknownException overdue(Claim claim, Throwable cause) {
        return new OutcomeUnknownException(
                "The agent did not answer within " + claim.asked().deadline().toSeconds()
                        + " s; whether it acted is unknown",
                cause);
    }

    private static Optional<Duration> retryAfter(Throwable failure) {
        return failure instanceof AgentException agent ? agent.retryAfter() : Optional.empty();
    }
}
