package io.jiraagent.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The model behind an agent.
 *
 * @param baseUrl what stands before {@code /chat/completions}
 * @param name the model's, as its server knows it
 * @param prompt name of the file that tells it what to do
 * @param promptVersion empty: the newest
 * @param maxInputTokens of one request, estimated
 * @param maxOutputTokens of one answer
 * @param prices empty: cost is not recorded
 */
public record ModelSettings(
        String baseUrl,
        String name,
        ModelKey key,
        String prompt,
        Optional<Integer> promptVersion,
        int maxInputTokens,
        int maxOutputTokens,
        Optional<Prices> prices) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** For a million tokens, in the currency of the bill. */
    public record Prices(BigDecimal input, BigDecimal output) {
        public BigDecimal cost(long inputTokens, long outputTokens) {
            return input.multiply(BigDecimal.valueOf(inputTokens))
                    .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                    .divide(MILLION);
        }
    }

    /** @param json a row of {@code agent_models}; null: there is none */
    static Optional<ModelSettings> of(String json) {
        if (json == null) {
            return Optional.empty();
        }
        JsonNode row = tree(json);
        return Optional.of(new ModelSettings(
                row.path("base_url").asText(),
                row.path("model").asText(),
                new ModelKey(text(row, "key_env"), text(row, "key_encrypted")),
                row.path("prompt_name").asText(),
                Optional.of(row.path("prompt_version"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::intValue),
                row.path("max_input_tokens").asInt(),
                row.path("max_output_tokens").asInt(),
                Optional.of(row.path("input_price"))
                        .filter(JsonNode::isNumber)
                        .map(input -> new Prices(
                                input.decimalValue(), row.path("output_price").decimalValue()))));
    }

    /** As statements take it; the same text for the same settings. */
    String row() {
        ObjectNode row = JsonNodeFactory.instance
                .objectNode()
                .put("base_url", baseUrl)
                .put("model", name)
                .put("key_env", key.variable().orElse(null))
                .put("key_encrypted", key.encrypted().orElse(null))
                .put("prompt_name", prompt)
                .put("prompt_version", promptVersion.orElse(null))
                .put("max_input_tokens", maxInputTokens)
                .put("max_output_tokens", maxOutputTokens)
                .put(
                        "input_price",
                        prices.map(Prices::input).map(ModelSettings::plain).orElse(null))
                .put(
                        "output_price",
                        prices.map(Prices::output).map(ModelSettings::plain).orElse(null));
        return row.toString();
    }

    private static String plain(BigDecimal price) {
        return price.stripTrailingZeros().toPlainString();
    }

    private static Optional<String> text(JsonNode row, String field) {
        return Optional.ofNullable(row.path(field).textValue());
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A base URL may hold a secret. */
    @Override
    public String toString() {
        return "ModelSettings[" + name + "]";
    }
}
