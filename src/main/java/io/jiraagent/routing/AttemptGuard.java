package io.jiraagent.routing;

import io.jiraagent.agent.AgentBreakers;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.execution.AttemptOutcomes;
import io.jiraagent.execution.Claim;
import io.jiraagent.execution.OpenAttempts;
import io.jiraagent.webhook.LogContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Opens an attempt, and sees to it that it has an outcome however its exchange ends: an agent's route may stop it, roll it
 * back, handle its own failure, or be interrupted, and then no further step runs.
 */
public final class AttemptGuard implements Processor {
    private static final String ENDED = "direct:execution-ended";

    private final OpenAttempts open;
    private final AttemptOutcomes outcomes;

    public AttemptGuard(OpenAttempts open, AttemptOutcomes outcomes) {
        this.open = open;
        this.outcomes = outcomes;
    }

    @Override
    public void process(Exchange exchange) {
        Claim claim = exchange.getMessage().getBody(Claim.class);
        exchange.setVariable("claim", claim);
        LogContext log = LogContext.of(claim.executionId(), claim.agentId(), claim.tenantId());
        open.begin(claim);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                if (open.isOpen(claim)) {
                    end(done, claim);
                }
                log.close();
            }
        });
    }

    private void end(Exchange done, Claim claim) {
        Object outcome = outcomes.unanswered(
                claim,
                done.getVariable("task", AgentTask.class),
                done.getVariable("permit", AgentBreakers.Permit.class),
                done.getVariable("answer"),
                done.getVariable("usage", AgentUsage.class));
        try (ProducerTemplate template = done.getContext().createProducerTemplate()) {
            template.sendBody(ENDED, outcome);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
