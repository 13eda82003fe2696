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

    private static String nextStep(String reason) {
        return switch (reason) {
            case "malformed_payload" ->
                "Correct the JSON where it is made (in Jira: the rule's web request body), then send the event again."
                        + " In Jira Automation, {{issue.summary.jsonEncode}} keeps quotes from breaking it.";
            case "unreadable_record" ->
                "Something other than this program wrote into the intake topic. Find the writer by the record's place"
                        + " under Origin, and stop it.";
            case "outcome_unknown" ->
                "Look in the agent's own system whether it acted. If it did not, or if repeating does no harm, send the"
                        + " event again; agents marked as idempotent are asked again by themselves.";
            case "invalid_answer" ->
                "The agent's answer must be a JSON object of at most 1 MiB. Correct the agent, then send the event again.";
            case "agent_error" ->
                "The program's log has the details: look for this execution's id. Then send the event again.";
            default -> "Mend what the message names, then send the event again.";
        };
    }
}
