package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.execution.ExecutionError;
import io.jiraagent.ticket.Repair;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Puts a result together; a failure decides its outcome. For one thread. */
final class TryOutResultBuilder {
    private final UUID agentId;
    private String kind;
    private String outcome;
    private boolean effects;
    private String note;
    private AgentTask task;
    private List<Repair> repairs;
    private TryOutResult.Request request;
    private JsonNode answer;
    private ExecutionError error;
    private AgentUsage.Sum usage;
    private Long tookMs;

    TryOutResultBuilder(UUID agentId, String kind, String outcome, List<Repair> repairs) {
        this.agentId = agentId;
        this.kind = kind;
        this.outcome = outcome;
        this.repairs = repairs;
    }

    TryOutResultBuilder of(TryOutPlan plan) {
        kind = plan.way().kind();
        effects = plan.effects();
        note = plan.note();
        task = plan.task();
        repairs = plan.repairs();
        return this;
    }

    TryOutResultBuilder noted(String text) {
        note = text;
        return this;
    }

    TryOutResultBuilder task(AgentTask value) {
        task = value;
        return this;
    }

    TryOutResultBuilder request(TryOutResult.Request value) {
        request = value;
        return this;
    }

    TryOutResultBuilder answered(JsonNode value) {
        answer = value;
        return this;
    }

    TryOutResultBuilder failed(ExecutionError value) {
        outcome = "failed";
        error = value;
        return this;
    }

    /** By an agent that answers later. */
    TryOutResultBuilder taken(String text) {
        outcome = "taken";
        error = null;
        note = text;
        return this;
    }

    /** @param value with nothing in it where no model was asked */
    TryOutResultBuilder used(AgentUsage.Sum value) {
        usage = value.model() == null ? null : value;
        return this;
    }

    TryOutResultBuilder took(Duration duration) {
        tookMs = duration.toMillis();
        return this;
    }

    TryOutResult build() {
        return new TryOutResult(
                agentId, kind, outcome, effects, note, task, repairs, request, answer, error, usage, tookMs);
    }
}
