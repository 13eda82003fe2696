package io.jiraagent.execution;

import io.jiraagent.agent.AgentTask;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.ticket.PayloadReading;
import org.apache.camel.Handler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a claimed execution's payload into the agent's task. Thread-safe. */
public final class TaskReader {
    private static final Logger LOG = LoggerFactory.getLogger(TaskReader.class);

    private final PayloadReader reader;

    public TaskReader(PayloadReader reader) {
        this.reader = reader;
    }

    /**
     * @throws io.jiraagent.ticket.MalformedPayloadException it cannot be read; says what to change
     * @throws io.jiraagent.agent.AgentException the agent's daily budget has no room for the run
     */
    @Handler
    public AgentTask read(Claim claim) {
        claim.requireBudget();
        PayloadReading reading = reader.read(claim.payload());
        if (!reading.repairs().isEmpty()) {
            LOG.info(
                    "Execution {}: the payload was repaired ({}); its page tells what to change in the rule",
                    claim.executionId(),
                    reading.repairs().stream()
                            .map(repair -> repair.kind().json())
                            .distinct()
                            .toList());
        }
        return new AgentTask(
                claim.executionId(),
                claim.asked().id(),
                claim.tenantId(),
                claim.attempt(),
                reading.eventType(),
                reading.ticket(),
                reading.payload());
    }
}
