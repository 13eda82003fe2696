package io.jiraagent.agent.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.tenant.ModelSettings;

/** The body of a chat completion: JSON in the dialect of the server. */
final class ModelRequests {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectNode SCHEMA = schema();

    private ModelRequests() {}

    private static ObjectNode schema() {
        try {
            return (ObjectNode) MAPPER.readTree(Briefing.schema());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ArrayNode messages() {
        return MAPPER.createArrayNode();
    }

    static ArrayNode say(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
        return messages;
    }

    static ObjectNode body(ModelSettings model, Dialect dialect, ArrayNode messages) {
        ObjectNode body = MAPPER.createObjectNode().put("model", model.name()).put("stream", false);
        body.put(dialect.completionTokens() ? "max_completion_tokens" : "max_tokens", model.maxOutputTokens());
        if (dialect.temperature()) {
            body.put("temperature", 0);
        }
        body.set("messages", messages);
        switch (dialect.form()) {
            case SCHEMA ->
                body.putObject("response_format")
                        .put("type", "json_schema")
                        .putObject("json_schema")
                        .put("name", "ticket_advice")
                        .put("strict", true)
                        .set("schema", SCHEMA);
            case JSON -> body.putObject("response_format").put("type", "json_object");
            case WORDS -> {}
        }
        return body;
    }

    /** What is added to the instructions where the server does not take the schema itself. */
    static String formInWords(Dialect dialect) {
        return dialect.form() == Dialect.Form.SCHEMA ? "" : "\n\nThe form, as a JSON schema:\n" + SCHEMA;
    }
}
