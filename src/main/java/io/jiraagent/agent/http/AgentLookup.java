package io.jiraagent.agent.http;

import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import java.util.Optional;
import java.util.UUID;

/** Finds the agent that is to be asked. Thread-safe. */
public final class AgentLookup {
    private final AgentDirectory agents;

    public AgentLookup(AgentDirectory agents) {
        this.agents = agents;
    }

    /** @throws RetriableAgentException it is gone, or not known here and the database does not tell */
    public Agent get(UUID id) {
        return find(id).orElseThrow(() ->
                new RetriableAgentException("agent_unknown", "There is no agent " + id + " any more", null));
    }

    /** An agent that was made a moment ago may not have come into the directory yet. */
    private Optional<Agent> find(UUID id) {
        return agents.find(id).or(() -> {
            try {
                agents.refresh();
            } catch (RuntimeException e) {
                throw new RetriableAgentException(
                        "agent_unknown", "Agent " + id + " is not known here, and the database cannot be asked", e);
            }
            return agents.find(id);
        });
    }
}
