package io.jiraagent.tenant;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a model must be like to be registered. The bounds are those of the schema, in words. */
final class ModelRules {
    private static final String FIELD = "model";
    private static final int LONGEST_NAME = 200;
    private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(100_000);
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}_API_KEY");

    private ModelRules() {}

    /** @throws InvalidRegistrationException the message says what to change */
    static void check(ModelSettings model) {
        require(
                !model.name().isBlank()
                        && model.name().length() <= LONGEST_NAME
                        && model.name().chars().noneMatch(Character::isISOControl),
                "The model's name is a text of 1 to 200 characters, as its server knows it.");
        model.key().variable().ifPresent(ModelRules::checkVariable);
        Names.checkSlug("prompt", model.prompt());
        model.promptVersion().ifPresent(version -> checkRange("prompt-version", version, 1, 9999));
        checkRange("max-input-tokens", model.maxInputTokens(), 1000, 1_000_000);
        checkRange("max-output-tokens", model.maxOutputTokens(), 100, 100_000);
        model.prices().ifPresent(prices -> {
            checkPrice(prices.input());
            checkPrice(prices.output());
        });
    }

    /**
     * A key goes only where it was meant to go: who may change the address but does not know the key could otherwise
     * have it sent to a server of their own.
     *
     * @throws InvalidRegistrationException the model moves to another server and keeps its key
     */
    static void checkMove(Optional<ModelSettings> before, Optional<ModelSettings> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return;
        }
        boolean keeps = after.get().key().equals(before.get().key())
                && !after.get().key().equals(ModelKey.NONE);
        require(
                !keeps || origin(before.get()).equals(origin(after.get())),
                "The base URL names another server, so the key has to be given again with it.");
    }

    private static String origin(ModelSettings model) {
        URI uri = URI.create(model.baseUrl());
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private static void checkVariable(String name) {
        require(
                VARIABLE.matcher(name).matches(),
                "The key's environment variable is named in capitals and ends in _API_KEY, such as OPENAI_API_KEY; no"
                        + " other can be used.");
    }

    private static void checkPrice(BigDecimal price) {
        require(
                price.signum() >= 0
                        && price.compareTo(HIGHEST_PRICE) <= 0
                        && price.stripTrailingZeros().scale() <= 6,
                "A price is for a million tokens, from 0 to 100000, with at most six decimals.");
    }

    private static void checkRange(String option, int value, int min, int max) {
        require(
                value >= min && value <= max,
                "The " + option + " is a whole number from " + min + " to " + max + ", not " + value + ".");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidRegistrationException(FIELD, message);
        }
    }
}
