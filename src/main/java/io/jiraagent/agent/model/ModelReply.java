package io.jiraagent.agent.model;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a model's server has sent, read leniently: what is not there or has another form counts as missing. */
final class ModelReply {
    private static final int MAX_DEPTH = 50;
    private static final long MOST_TOKENS = 100_000_000;
    private static final JsonMapper MAPPER = mapper();

    private final JsonNode root;

    private ModelReply(JsonNode root) {
        this.root = root;
    }

    private static JsonMapper mapper() {
        JsonMapper mapper = JsonMapper.builder().build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        return mapper;
    }

    /** @param body null for none */
    static ModelReply read(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body == null ? new byte[0] : body);
            // Some servers wrap their error in an array.
            return new ModelReply(node != null && node.isArray() ? node.path(0) : node);
        } catch (IOException e) {
            return new ModelReply(MissingNode.getInstance());
        }
    }

    /** Whether it is a chat completion at all. */
    boolean isCompletion() {
        return root != null && root.path("choices").path(0).isObject();
    }

    boolean isError() {
        return root instanceof ObjectNode
                && !isCompletion()
                && !root.path("error").isMissingNode();
    }

    /** Empty text where there is none. Some servers send it in parts. */
    String content() {
        JsonNode content = message().path("content");
        return content.isArray()
                ? StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining())
                : content.asText("");
    }

    Optional<String> refusal() {
        return Optional.ofNullable(message().path("refusal").textValue()).filter(text -> !text.isBlank());
    }

    /** Such as {@code stop}, {@code length}, {@code content_filter}. */
    String finishReason() {
        return root.path("choices").path(0).path("finish_reason").asText("");
    }

    OptionalLong inputTokens() {
        return tokens("prompt_tokens");
    }

    OptionalLong outputTokens() {
        return tokens("completion_tokens");
    }

    /** What an error says of itself: its code, type, parameter and message. */
    String error() {
        if (root == null) {
            return "";
        }
        JsonNode error = root.path("error").isObject() ? root.path("error") : root;
        return String.join(
                " ",
                error.path("code").asText(""),
                error.path("type").asText(""),
                error.path("param").asText(""),
                errorMessage());
    }

    /** In the server's words; empty where it has none. */
    String errorMessage() {
        if (root == null) {
            return "";
        }
        JsonNode error = root.path("error");
        for (JsonNode text : new JsonNode[] {
            error.path("message"), error, root.path("message"), root.path("detail"), root.path("object")
        }) {
            if (text.isTextual()) {
                return text.textValue();
            }
        }
        return root.path("detail").isMissingNode() ? "" : root.path("detail").toString();
    }

    private JsonNode message() {
        return root.path("choices").path(0).path("message");
    }

    private OptionalLong tokens(String name) {
        JsonNode tokens = root.path("usage").path(name);
        return tokens.isIntegralNumber() && tokens.longValue() >= 0 && tokens.longValue() <= MOST_TOKENS
                ? OptionalLong.of(tokens.longValue())
                : OptionalLong.empty();
    }
}
