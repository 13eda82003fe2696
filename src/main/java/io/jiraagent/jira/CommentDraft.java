package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A comment as it would be written.
 *
 * @param what is to be done with it
 * @param body in the format of the site
 * @param fields the change of the fields, if any
 * @param text for people
 * @param sha256 of what it says, in hex; the same for the same result of another execution
 */
public record CommentDraft(Action what, JsonNode body, Optional<JsonNode> fields, String text, String sha256) {
    /** What becomes of a draft. */
    enum Action {
        SEND,
        /** Jira has it already. */
        LEAVE,
        /** It is kept to be looked at. */
        SHOW
    }

    /** For a route's condition. */
    public boolean toSend() {
        return what == Action.SEND;
    }

    /** For a route's condition. */
    public boolean changesFields() {
        return fields.isPresent();
    }

    JsonNode preview() {
        ObjectNode preview = JsonNodeFactory.instance.objectNode().put("text", text);
        preview.set("body", body);
        fields.ifPresent(change -> preview.set("fields", change));
        return preview;
    }
}
