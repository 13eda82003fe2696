package io.jiraagent.execution;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.database.SqlFile;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import org.apache.camel.Variable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Ends loops in which an agent's work on a ticket makes the next event: an agent is asked about one issue so many times
 * within an hour, over all workers. Retries do not count, nor do replays, which a person has decided on, nor what a
 * tenant's rules filter. Costs one statement for each execution of an agent that has such a limit, and nothing
 * otherwise. Thread-safe.
 */
public final class IssueRuns {
    static final String EXCEEDED = "issue_limit_exceeded";

    private static final String COUNT = SqlFile.read("issue-run");

    private final JdbcClient jdbc;
    private final AgentDirectory agents;

    public IssueRuns(JdbcClient jdbc, AgentDirectory agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    /**
     * To be called when an agent is about to be asked.
     *
     * @throws FinalAgentException it has been asked about the issue often enough; the message says what to do
     * @throws RetriableAgentException the database did not tell
     */
    public void count(@Variable("claim") Claim claim, @Variable("task") AgentTask task) {
        if (claim.epoch() == 1 && claim.attempt() == 1) {
            agents.find(claim.agentId())
                    .flatMap(Agent::runsPerIssueHour)
                    .ifPresent(most -> count(claim, task.issue().key(), most));
        }
    }

    private void count(Claim claim, String issueKey, int most) {
        if (earlier(claim, issueKey, most) >= most) {
            throw new FinalAgentException(
                    EXCEEDED,
                    "Agent " + claim.agentId() + " has been asked about " + issueKey + " " + most
                            + " times within an hour, which is its limit: most likely its own changes of the ticket set it"
                            + " off. Name the integration's account (./jira-agent tenant set " + claim.tenantId()
                            + " --own-account <account id>), or raise the limit (./jira-agent agent set "
                            + claim.agentId() + " --runs-per-issue-hour <number>); then replay this execution.",
                    null);
        }
    }

    private long earlier(Claim claim, String issueKey, int most) {
        try {
            return jdbc.sql(COUNT)
                    .param("execution", claim.executionId())
                    .param("agent", claim.agentId())
                    .param("issue", issueKey)
                    .param("most", most)
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            throw new RetriableAgentException(
                    "database_unavailable",
                    "The database did not tell how often the agent was asked about the issue",
                    e);
        }
    }
}
