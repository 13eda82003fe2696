package io.jiraagent.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.AnswersLaterException;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Attempts that belong to no execution, since somebody tries an agent. Nothing of them is kept but what they cost: that
 * counts against the same budgets and in the same metrics. Thread-safe.
 */
public final class TryOutAttempts {
    private static final int NO_ATTEMPT = 0;
    private static final RetryBudget ONCE =
            new RetryBudget(1, Duration.ZERO, RetryBudget.DEFAULT_FIRST, RetryBudget.DEFAULT_LONGEST);

    private final AnswerReader answers = new AnswerReader();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final RunBudgets budgets;
    private final AgentDirectory agents;
    private final MeterRegistry meters;

    /** @param budgets the same as the executions' */
    public TryOutAttempts(RunBudgets budgets, AgentDirectory agents, MeterRegistry meters) {
        this.budgets = budgets;
        this.agents = agents;
        this.meters = meters;
    }

    /** For one attempt, under a new id. */
    public static Claim claim(Agent agent, String eventType, byte[] payload, Clock clock) {
        return new Claim(
                UUID.randomUUID(),
                NO_ATTEMPT,
                NO_ATTEMPT,
                agent.id(),
                agent.tenantId(),
                eventType,
                new Claim.Asked(agent.id(), agent.kind(), false, agent.deadline()),
                new Claim.Turn(1, Duration.ZERO, ONCE, false, null),
                clock.instant(),
                payload,
                null,
                Claim.Budget.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /** What is said of a failure. */
    public static ExecutionError error(Throwable thrown, Claim claim) {
        return AttemptFailures.error(AttemptFailures.known(thrown), claim);
    }

    /** The agent has taken the task, and has not failed. */
    public static boolean answersLater(Throwable thrown) {
        return AttemptFailures.known(thrown) instanceof AnswersLaterException;
    }

    /** Of a route that ended without an answer and without a failure. */
    public static AgentException unanswered() {
        return AttemptFailures.unanswered();
    }

    /**
     * Counts the run against the daily budgets, where there are any.
     *
     * @throws AgentException there is no room
     */
    public Claim charge(Claim claim) {
        Claim charged = budgets.charge(List.of(claim)).get(0);
        charged.requireBudget();
        return charged;
    }

    /**
     * The answer as an execution would keep it.
     *
     * @throws AgentException it is no JSON object, or too large
     */
    public JsonNode answer(Object answer) {
        try {
            return mapper.readTree(answers.read(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * To be called once for each claim that was charged, when its route has ended.
     *
     * @param usage null when no model was asked
     * @param failure null when the agent answered
     */
    public AgentUsage.Sum settle(Claim claim, AgentUsage usage, Throwable failure) {
        boolean reached = failure == null || !AttemptFailures.neverReached(AttemptFailures.known(failure));
        if (!reached) {
            budgets.giveBack(claim);
        }
        if (usage == null) {
            return AgentUsage.Sum.NOTHING;
        }
        if (!reached) {
            usage.notAsked();
        }
        budgets.settle(claim, usage);
        AgentUsage.Sum sum = usage.sum();
        UsageMeters.count(meters, agents.tenantOf(claim.agentId()), sum);
        return sum;
    }
}
