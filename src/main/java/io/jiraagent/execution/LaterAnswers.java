package io.jiraagent.execution;

import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.OutcomeUnknownException;
import java.util.Optional;
import org.apache.camel.Handler;
import org.apache.camel.Variable;

/** Makes of what an agent has answered later what it would have been at once. Thread-safe. */
public final class LaterAnswers {
    /** Of attempts whose agent has taken the task and not answered. */
    private static final String OVERDUE = "answer_overdue";

    /**
     * @return the answer as JSON
     * @throws AgentException the agent has reported a failure, or has not answered in its time
     */
    @Handler
    public String take(@Variable("claim") Claim claim) {
        Claim.Later later = claim.later().orElseThrow();
        if (later.answer() == null) {
            throw new OutcomeUnknownException(
                    OVERDUE,
                    "The agent took the task and did not answer within "
                            + later.within().toSeconds() + " s; whether it acted is unknown",
                    null);
        }
        Optional<ReportedFailure> failure = ReportedFailure.in(later.answer());
        if (failure.isPresent()) {
            throw failure.get().asException();
        }
        return later.answer();
    }
}
