package io.jiraagent.history;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.ticket.Repair;
import io.jiraagent.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Everything known of an execution.
 *
 * @param requestedId the id that was asked for, where the event is an earlier one's repeat; else null
 * @param result the agent's answer, or null
 * @param origin how the event came: its door, Jira's delivery metadata
 * @param repairs what had to be put right in the payload before it could be read, each with the line to write in the
 *     rule's template; empty for well-formed payloads and those that cannot be read
 * @param comment what became of telling the result in Jira; null where it is not told
 * @param awaitedUntil while the agent has taken the task and is to answer; else null
 * @param discardedAt since when it is no dead letter any more without a replay; else null
 * @param payload as JSON where it is JSON, else as text; null for those who may not see it
 * @param payloadText as received, or null
 * @param ticket as read from the payload; null where it cannot be read, or for those who may not see it
 * @param jiraUrl of the tenant's Jira, or null
 * @param breakerOpenSince since when the agent is left alone because it fails; null while it is asked
 */
public record ExecutionDetail(
        @JsonUnwrapped ExecutionSummary summary,
        @JsonInclude(JsonInclude.Include.NON_NULL) UUID requestedId,
        JsonNode result,
        JsonNode origin,
        List<ExecutionAttempt> attempts,
        List<Repair> repairs,
        @JsonInclude(JsonInclude.Include.NON_NULL) CommentState comment,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant awaitedUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant discardedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) JsonNode payload,
        @JsonIgnore String payloadText,
        @JsonIgnore Ticket ticket,
        @JsonIgnore String jiraUrl,
        @JsonIgnore Instant breakerOpenSince) {

    /** Failed for good, and neither replayed nor discarded since. */
    @JsonIgnore
    public boolean isDeadLetter() {
        return summary.status().equals("failed") && discardedAt == null;
    }

    ExecutionDetail with(List<ExecutionAttempt> allAttempts, CommentState told) {
        return new ExecutionDetail(
                summary,
                requestedId,
                result,
                origin,
                allAttempts,
                repairs,
                told,
                awaitedUntil,
                discardedAt,
                payload,
                payloadText,
                ticket,
                jiraUrl,
                breakerOpenSince);
    }
}
