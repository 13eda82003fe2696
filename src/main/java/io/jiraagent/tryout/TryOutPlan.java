package io.jiraagent.tryout;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.execution.Claim;
import io.jiraagent.routefile.AgentWay;
import io.jiraagent.ticket.Repair;
import java.time.Duration;
import java.util.List;

/**
 * What will be done.
 *
 * @param task as the agent gets it, unless hooks of the tenant change it
 * @param repairs what had to be put right in the payload
 * @param effects asking the agent may change something outside
 * @param runs it is asked
 * @param note why it is not, or null
 * @param limit until when it has to answer
 */
public record TryOutPlan(
        TryOutRequest request,
        AgentTask task,
        List<Repair> repairs,
        Claim claim,
        AgentWay way,
        boolean effects,
        boolean runs,
        String note,
        Duration limit) {

    /** Its model's request can be shown beforehand. */
    public boolean asksModel() {
        return !way.filtered() && way.kind().equals(TryOuts.MODEL_KIND) && !way.own();
    }

    boolean asksService() {
        return !way.filtered() && way.kind().equals(TryOuts.SERVICE_KIND) && !way.own();
    }

    /** Asking it costs somebody something. */
    boolean counts() {
        return effects || way.kind().equals(TryOuts.MODEL_KIND);
    }
}
