package io.jiraagent.tryout;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A ticket as somebody has typed it in.
 *
 * @param payload the whole of it, as Jira would send it; the other fields do not count then
 */
record TryOutTicket(
        Optional<String> issueKey,
        Optional<String> summary,
        Optional<String> description,
        Optional<String> type,
        Optional<String> priority,
        Optional<String> payload) {
    private static final String KEY = "TRY-1";

    /** @throws ProblemException 400: there is nothing to work on */
    byte[] body() {
        return payload.orElseGet(this::filledIn).getBytes(StandardCharsets.UTF_8);
    }

    private String filledIn() {
        if (summary.isEmpty() && description.isEmpty()) {
            throw new ProblemException(Problem.badRequest(
                    "There is no ticket", "Give a summary, a description, or a whole payload as Jira sends it."));
        }
        String key = issueKey.orElse(KEY);
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode fields = json.objectNode().put("summary", summary.orElse(""));
        description.ifPresent(text -> fields.put("description", text));
        type.ifPresent(name -> fields.set("issuetype", json.objectNode().put("name", name)));
        priority.ifPresent(name -> fields.set("priority", json.objectNode().put("name", name)));
        ObjectNode body = json.objectNode().put("issue_key", key).put("event_type", "jira:issue_created");
        body.putObject("issue").put("key", key).set("fields", fields);
        return body.toString();
    }
}
