package io.jiraagent.execution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jiraagent.agent.FinalAgentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes any agent's answer storable: a JSON object of bounded size and depth, free of what PostgreSQL refuses.
 * Thread-safe.
 */
public final class AnswerReader {
    static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_DIGITS = 300;

    private final JsonMapper mapper;

    public AnswerReader() {
        mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_DIGITS)
                        .maxStringLength(MAX_BYTES)
                        .build());
    }

    /**
     * @param answer JSON as text or bytes, or an object that Jackson can write as one
     * @return compact JSON text of an object
     * @throws FinalAgentException it is none, or too large; its message says so
     */
    public String read(Object answer) {
        JsonNode node = tree(answer);
        if (!(node instanceof ObjectNode)) {
            throw invalid("The agent's answer is not a JSON object but " + describe(node), null);
        }
        String json = clean(node, 0).toString();
        if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid("The agent's answer is larger than " + MAX_BYTES + " bytes", null);
        }
        return json;
    }

    private JsonNode tree(Object answer) {
        try {
            if (answer instanceof byte[] bytes) {
                return mapper.readTree(bytes);
            }
            if (answer instanceof String text) {
                return mapper.readTree(text);
            }
            return mapper.valueToTree(answer);
        } catch (JsonProcessingException e) {
            throw invalid("The agent's answer is not usable JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw invalid("The agent's answer cannot be read", e);
        }
    }

    private static JsonNode clean(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw invalid("The agent's answer is nested deeper than " + MAX_DEPTH + " levels", null);
        }
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(PlainText.clean(node.textValue(), MAX_BYTES));
        }
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            throw invalid("The agent's answer holds a number that is out of range", null);
        }
        if (node instanceof ObjectNode object) {
            ObjectNode clean = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(e -> clean.set(PlainText.clean(e.getKey(), MAX_BYTES), clean(e.getValue(), depth + 1)));
            return clean;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode clean = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> clean.add(clean(element, depth + 1)));
            return clean;
        }
        return node;
    }

    private static String describe(JsonNode node) {
        return node == null || node.isMissingNode()
                ? "empty"
                : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static FinalAgentException invalid(String message, Throwable cause) {
        return new FinalAgentException("invalid_answer", message, cause);
    }
}
