package io.jiraagent.execution;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.agent.AgentUsage;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.database.SqlFile;
import io.jiraagent.tenant.Agent;
import io.jiraagent.tenant.AgentDirectory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts runs against the daily budgets of agents and tenants before an agent is asked; the counts are in the database,
 * shared by all workers. Costs one statement for each batch in which an agent has a budget, and nothing else. A run that
 * never came to its agent is given back a moment later. Thread-safe.
 */
public final class RunBudgets {
    private static final String EXCEEDED = "budget_exceeded";

    private static final String CHARGE = SqlFile.read("budget-charge");
    private static final int SETTLED_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final AgentDirectory agents;
    private final Queue<Unused> unused = new ConcurrentLinkedQueue<>();

    public RunBudgets(JdbcClient jdbc, AgentDirectory agents) {
        this.jdbc = jdbc;
        this.agents = agents;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Run(UUID executionId, UUID agentId, UUID tenantId) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record Unused(UUID agentId, UUID tenantId, LocalDate day, String resource, long amount) {}

    private record Decision(UUID executionId, boolean granted, LocalDate day, String refusedBy, long dailyLimit) {}

    /** @return the claims in the same order, each with what its budgets say of it */
    public List<Claim> charge(List<Claim> claims) {
        if (claims.stream().noneMatch(this::mayHaveBudget)) {
            return claims;
        }
        try {
            Map<UUID, Decision> decisions = decide(claims);
            return claims.stream()
                    .map(claim -> charged(claim, decisions.get(claim.executionId())))
                    .toList();
        } catch (DataAccessException e) {
            RetriableAgentException later = new RetriableAgentException(
                    "database_unavailable", "The database did not tell whether the daily budget has room", e);
            return claims.stream()
                    .map(claim -> claim.with(Claim.Budget.refused(later)))
                    .toList();
        }
    }

    /** To be called when the agent of a claim was not reached. */
    void giveBack(Claim claim) {
        claim.budget()
                .countedOn()
                .ifPresent(day -> unused.add(new Unused(claim.asked().id(), claim.tenantId(), day, "runs", 1)));
    }

    /** To be called when an attempt has ended: what was counted for its model becomes what the model has used. */
    void settle(Claim claim, AgentUsage usage) {
        usage.unused()
                .forEach((day, tokens) ->
                        unused.add(new Unused(claim.asked().id(), claim.tenantId(), day, "tokens", tokens)));
    }

    /** Parameters of {@code budget-settle.sql}. */
    public Map<String, Object> settleParameters() {
        List<Unused> first = unused.stream().limit(SETTLED_AT_ONCE).toList();
        return Map.of("count", first.size(), "unused", StatementJson.of(first));
    }

    /** To be called when the statement has been executed, on the thread that asked for its parameters. */
    public void settled(Map<String, Object> parameters) {
        for (int i = (Integer) parameters.get("count"); i > 0; i--) {
            unused.poll();
        }
    }

    /** An agent that was made a moment ago is not known here yet. */
    private boolean mayHaveBudget(Claim claim) {
        return agents.find(claim.asked().id()).map(Agent::hasBudget).orElse(true);
    }

    private Map<UUID, Decision> decide(List<Claim> claims) {
        List<Run> runs = claims.stream()
                .map(c -> new Run(c.executionId(), c.asked().id(), c.tenantId()))
                .toList();
        return jdbc
                .sql(CHARGE)
                .param("runs", StatementJson.of(runs))
                .query((row, number) -> new Decision(
                        row.getObject("execution_id", UUID.class),
                        row.getBoolean("granted"),
                        row.getObject("day", LocalDate.class),
                        row.getString("refused_by"),
                        row.getLong("daily_limit")))
                .list()
                .stream()
                .collect(Collectors.toMap(Decision::executionId, Function.identity()));
    }

    private static Claim charged(Claim claim, Decision decision) {
        if (decision == null) {
            return claim;
        }
        return claim.with(
                decision.granted()
                        ? Claim.Budget.counted(decision.day())
                        : Claim.Budget.refused(new FinalAgentException(EXCEEDED, message(decision, claim), null)));
    }

    private static String message(Decision decision, Claim claim) {
        boolean agents = decision.refusedBy().equals("agent");
        return "The daily budget of " + decision.dailyLimit() + " runs of "
                + (agents ? "agent " + claim.asked().id() : "tenant " + claim.tenantId())
                + " is used up. It begins anew at "
                + decision.day().plusDays(1) + "T00:00:00Z. To raise it: ./jira-agent "
                + (agents ? "agent set " + claim.asked().id() : "tenant set " + claim.tenantId())
                + " --daily-runs <number>; then replay what it has refused.";
    }
}
