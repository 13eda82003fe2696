package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What went wrong, and what a person can do.
 *
 * @param again another attempt will be made by itself
 */
public record ErrorView(String reason, String message, boolean again, String nextStep) {

    static Optional<ErrorView> of(ExecutionSummary summary) {
        JsonNode error = summary.error();
        if (error == null) {
            return Optional.empty();
        }
        boolean again = summary.status().equals("queued") || summary.status().equals("in_progress");
        String reason = error.path("reason").asText("unknown");
        return Optional.of(new ErrorView(
                reason,
                error.path("message").asText(""),
                again,
                again ? "Nothing to do yet: another attempt is made by itself." : nextStep(reason)));
    }

    static String nextStep(String reason) {
        return switch (reason) {
            case "malformed_payload" ->
                "Change the rule in Jira as the message says, so that the next event can be read. Replay this one with its"
                        + " payload edited.";
            case "unreadable_record" ->
                "Something other than this program wrote into the intake topic. Find the writer by the record's place"
                        + " under Origin, and stop it.";
            case "outcome_unknown", "answer_overdue" ->
                "Look in the agent's own system whether it acted. If it did not, or if repeating does no harm, replay it;"
                        + " agents marked as idempotent are asked again by themselves.";
            case "invalid_answer" ->
                "The agent's answer must be a JSON object of at most 1 MiB. Correct the agent, then replay it.";
            case "budget_exceeded" ->
                "Raise the budget as the message says, or wait for the next day (UTC); then replay it.";
            case "issue_limit_exceeded" ->
                "Stop what sets the agent off again and again: name the integration's own account, or narrow the rule in"
                        + " Jira. Then replay it; a replay does not count.";
            case "agent_error" ->
                "The program's log has the details: look for this execution's id. Mend the cause, then replay it.";
            default -> "Mend what the message names, then replay it. The same event sent again does not run again.";
        };
    }
}
