package io.jiraagent.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A later answer that says that there is none: an object whose only member is {@code error}.
 *
 * @param retryable asking again may help, and the agent has done nothing yet
 */
record ReportedFailure(String reason, String message, boolean retryable) {
    private static final Set<String> MEMBERS = Set.of("reason", "message", "retryable");
    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /**
     * @param answer JSON of an object
     * @return empty where it is an answer
     * @throws IllegalArgumentException it is neither; says what it should be
     */
    static Optional<ReportedFailure> in(String answer) {
        JsonNode root = tree(answer);
        JsonNode error = root.path("error");
        if (root.size() != 1 || error.isMissingNode()) {
            return Optional.empty();
        }
        if (!wellFormed(error)) {
            throw new IllegalArgumentException(
                    "An object with nothing but error reports a failure: {\"error\": {\"reason\": \"a_word\", \"message\":"
                            + " \"for people\", \"retryable\": false}}; the reason is lower case, and the last two may be"
                            + " left out.");
        }
        return Optional.of(new ReportedFailure(
                error.get("reason").textValue(),
                error.path("message").asText("The agent has reported a failure"),
                error.path("retryable").asBoolean()));
    }

    AgentException asException() {
        return retryable
                ? new RetriableAgentException(reason, message, null)
                : new FinalAgentException(reason, message, null);
    }

    private static boolean wellFormed(JsonNode error) {
        for (Iterator<String> names = error.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                return false;
            }
        }
        return REASON.matcher(error.path("reason").asText()).matches()
                && error.get("reason").isTextual()
                && (error.path("message").isMissingNode()
                        || error.get("message").isTextual())
                && (error.path("retryable").isMissingNode()
                        || error.get("retryable").isBoolean());
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
