package io.jiraagent.routefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.execution.AnswerReader;
import io.jiraagent.ticket.Ticket;
import io.jiraagent.ticket.TicketField;
import io.jiraagent.ticket.TicketMapping;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** What a rule's route does to a task and its answer, around the tenant's hooks. Thread-safe. */
public final class TenantTasks {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final AnswerReader answers;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public TenantTasks(AnswerReader answers) {
        this.answers = answers;
    }

    /** The task with the fields that the rule takes from elsewhere in the payload. */
    public AgentTask mapped(@Variable("way") AgentWay way, @Variable("task") AgentTask task) {
        return with(task, way.mapping().apply(task.issue(), task.payload()));
    }

    /**
     * The task after the hook.
     *
     * @param left by the hook: the task as it was, or a JSON object of fields to replace
     * @throws FinalAgentException it is neither
     */
    public AgentTask prepared(@Variable("task") AgentTask task, @Body Object left) {
        if (left instanceof AgentTask) {
            return task;
        }
        ObjectNode fields = fields(left);
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (TicketField.of(name).isEmpty()) {
                throw invalid(
                        "The field '" + name + "' that the rule's before route left is none of " + TicketField.NAMES);
            }
        }
        return with(
                task,
                TicketMapping.replace(task.issue(), field -> Optional.<JsonNode>ofNullable(fields.get(field.label()))));
    }

    /**
     * The answer in a form that routes can look into.
     *
     * @throws FinalAgentException it is no JSON object
     */
    public Map<String, Object> answer(@Body Object answer) {
        try {
            return mapper.readValue(answers.read(answer), MAP);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode fields(Object left) {
        try {
            return (ObjectNode) mapper.readTree(answers.read(left));
        } catch (FinalAgentException e) {
            throw invalid("The rule's before route left neither the task nor a JSON object of fields to replace");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FinalAgentException invalid(String message) {
        return new FinalAgentException("invalid_hook", message, null);
    }

    private static AgentTask with(AgentTask task, Ticket issue) {
        return new AgentTask(
                task.executionId(),
                task.agentId(),
                task.tenantId(),
                task.attempt(),
                task.eventType(),
                issue,
                task.payload());
    }
}
