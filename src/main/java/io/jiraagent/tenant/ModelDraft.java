package io.jiraagent.tenant;

import java.math.BigDecimal;
import java.util.Optional;

/** A model's settings while they are being put together. Not thread-safe. */
public final class ModelDraft {
    private String baseUrl = "";
    private String name = "";
    private ModelKey key = ModelKey.NONE;
    private String prompt = "ticket";
    private Optional<Integer> promptVersion = Optional.empty();
    private int maxInputTokens = 8000;
    private int maxOutputTokens = 2000;
    private Optional<BigDecimal> inputPrice = Optional.empty();
    private Optional<BigDecimal> outputPrice = Optional.empty();

    /** New settings with the defaults; they need a base URL and a name. */
    public ModelDraft() {}

    /** Known ones, to be changed. */
    public ModelDraft(ModelSettings model) {
        baseUrl(model.baseUrl()).name(model.name()).key(model.key());
        prompt(model.prompt()).promptVersion(model.promptVersion());
        maxInputTokens(model.maxInputTokens()).maxOutputTokens(model.maxOutputTokens());
        inputPrice(model.prices().map(ModelSettings.Prices::input));
        outputPrice(model.prices().map(ModelSettings.Prices::output));
    }

    public ModelDraft baseUrl(String value) {
        baseUrl = value;
        return this;
    }

    public ModelDraft name(String value) {
        name = value;
        return this;
    }

    public ModelDraft key(ModelKey value) {
        key = value;
        return this;
    }

    public ModelDraft prompt(String value) {
        prompt = value;
        return this;
    }

    public ModelDraft promptVersion(Optional<Integer> value) {
        promptVersion = value;
        return this;
    }

    public ModelDraft maxInputTokens(int value) {
        maxInputTokens = value;
        return this;
    }

    public ModelDraft maxOutputTokens(int value) {
        maxOutputTokens = value;
        return this;
    }

    public ModelDraft inputPrice(Optional<BigDecimal> value) {
        inputPrice = value;
        return this;
    }

    public ModelDraft outputPrice(Optional<BigDecimal> value) {
        outputPrice = value;
        return this;
    }

    /**
     * As it is now, otherwise not checked.
     *
     * @throws InvalidRegistrationException one of the two prices is missing
     */
    public ModelSettings settings() {
        if (inputPrice.isPresent() != outputPrice.isPresent()) {
            throw new InvalidRegistrationException(
                    "model", "A model has both prices, for input and output tokens, or none.");
        }
        return new ModelSettings(
                baseUrl,
                name,
                key,
                prompt,
                promptVersion,
                maxInputTokens,
                maxOutputTokens,
                inputPrice.map(input -> new ModelSettings.Prices(input, outputPrice.orElseThrow())));
    }
}
