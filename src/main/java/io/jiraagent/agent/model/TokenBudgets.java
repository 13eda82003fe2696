package io.jiraagent.agent.model;

import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.database.SqlFile;
import io.jiraagent.tenant.Agent;
import java.time.LocalDate;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the tokens that a request is expected to take against the daily budgets of agent and tenant, before the model is
 * asked; what it has really taken is settled when the attempt has ended. The counts are in the database, shared by all
 * workers. Costs nothing where there is no such budget. Thread-safe.
 */
public final class TokenBudgets {
    private static final String EXCEEDED = "budget_exceeded";
    private static final String CHARGE = SqlFile.read("token-charge");

    private final JdbcClient jdbc;

    public TokenBudgets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Decision(boolean own, long dailyLimit, boolean room, LocalDate day) {}

    /**
     * @param usage gets to know what was counted
     * @throws FinalAgentException a budget has no room for so many
     * @throws RetriableAgentException the database does not tell
     */
    void charge(Agent agent, long tokens, AgentUsage usage) {
        if (!agent.hasTokenBudget()) {
            return;
        }
        List<Decision> decisions = decide(agent, tokens);
        decisions.stream().filter(decision -> !decision.room()).findFirst().ifPresent(decision -> {
            throw new FinalAgentException(EXCEEDED, message(decision, agent, tokens), null);
        });
        decisions.stream().findFirst().ifPresent(decision -> usage.counted(decision.day(), tokens));
    }

    private List<Decision> decide(Agent agent, long tokens) {
        try {
            return jdbc.sql(CHARGE)
                    .param("agent", agent.id())
                    .param("tenant", agent.tenantId())
                    .param("tokens", tokens)
                    .query((row, number) -> new Decision(
                            row.getBoolean("own"),
                            row.getLong("daily_limit"),
                            row.getBoolean("room"),
                            row.getObject("day", LocalDate.class)))
                    .list();
        } catch (DataAccessException e) {
            throw new RetriableAgentException(
                    "database_unavailable", "The database did not tell whether the daily budget has room", e);
        }
    }

    private static String message(Decision decision, Agent agent, long tokens) {
        return "The daily budget of " + decision.dailyLimit() + " tokens of "
                + (decision.own() ? "agent " + agent.id() : "tenant " + agent.tenantId())
                + " has no room for a request of about " + tokens + ". It begins anew at "
                + decision.day().plusDays(1) + "T00:00:00Z. To raise it: ./jira-agent "
                + (decision.own() ? "agent set " + agent.id() : "tenant set " + agent.tenantId())
                + " --daily-tokens <number>; then replay what it has refused.";
    }
}
