package io.jiraagent.tryout;

import io.jiraagent.access.Caller;
import io.jiraagent.tenant.Agent;
import java.util.Optional;

/**
 * What somebody wants to see.
 *
 * @param payload as Jira would send it
 * @param run whether the agent is to be asked; empty: where that has no effect outside
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TryOutRequest(Agent agent, byte[] payload, Optional<Boolean> run, Caller caller) {}
