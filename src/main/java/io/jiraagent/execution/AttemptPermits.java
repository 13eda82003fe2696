package io.jiraagent.execution;

import io.jiraagent.agent.AgentBreakers;
import org.apache.camel.Handler;
import org.apache.camel.Variable;

/** Lets an attempt begin whose agent's breaker is not open. Thread-safe. */
public final class AttemptPermits {
    private final AgentBreakers breakers;

    public AttemptPermits(AgentBreakers breakers) {
        this.breakers = breakers;
    }

    /** @throws io.jiraagent.agent.NotAskedException the breaker is open */
    @Handler
    public AgentBreakers.Permit acquire(@Variable("claim") Claim claim) {
        return breakers.acquire(claim.asked().id());
    }
}
