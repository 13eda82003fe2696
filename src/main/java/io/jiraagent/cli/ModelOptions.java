package io.jiraagent.cli;

import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.InvalidRegistrationException;
import io.jiraagent.tenant.ModelDraft;
import io.jiraagent.tenant.ModelKey;
import io.jiraagent.tenant.ModelSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which model an agent asks. */
final class ModelOptions {
    private static final int LONGEST_KEY = 1000;

    @Option(names = "--model", description = "the model of an agent of kind openai, as its server knows it")
    private String name;

    @Option(
            names = "--base-url",
            description =
                    "address of the model's server, such as https://api.openai.com/v1 or http://localhost:11434/v1")
    private String baseUrl;

    @Option(
            names = "--key-env",
            description = "the workers' environment variable that holds the server's key; its name ends in _API_KEY;"
                    + " or none")
    private String keyVariable;

    @Option(
            names = "--key-stdin",
            description = "read the server's key from the standard input, and store it encrypted")
    private boolean keyFromInput;

    @Option(names = "--prompt", description = "routes/prompts/<prompt>.v<version>.md tells the model what to do")
    private String prompt;

    @Option(names = "--prompt-version", description = "a number, or newest")
    private String promptVersion;

    @Option(names = "--max-input-tokens", description = "of one request, estimated; longer tickets are cut (8000)")
    private Integer maxInputTokens;

    @Option(names = "--max-output-tokens", description = "of one answer (2000)")
    private Integer maxOutputTokens;

    @Option(names = "--input-price", description = "for a million input tokens, in the currency of the bill")
    private BigDecimal inputPrice;

    @Option(names = "--output-price", description = "for a million output tokens")
    private BigDecimal outputPrice;

    /**
     * What these options make of a model; as before when none is given.
     *
     * @param keyring is asked for only when a key is to be stored
     */
    Optional<ModelSettings> apply(Optional<ModelSettings> before, Supplier<Keyring> keyring) {
        boolean nothing = !keyFromInput
                && Stream.of(
                                name,
                                baseUrl,
                                keyVariable,
                                prompt,
                                promptVersion,
                                maxInputTokens,
                                maxOutputTokens,
                                inputPrice,
                                outputPrice)
                        .allMatch(option -> option == null);
        if (nothing) {
            return before;
        }
        ModelDraft draft = before.map(ModelDraft::new).orElseGet(ModelDraft::new);
        Optional.ofNullable(name).ifPresent(draft::name);
        Optional.ofNullable(baseUrl).ifPresent(draft::baseUrl);
        Optional.ofNullable(keyVariable)
                .ifPresent(value -> draft.key(value.equals("none") ? ModelKey.NONE : ModelKey.variable(value)));
        if (keyFromInput) {
            draft.key(ModelKey.encrypted(keyring.get().encrypt(readKey())));
        }
        Optional.ofNullable(prompt).ifPresent(draft::prompt);
        Optional.ofNullable(promptVersion).map(ModelOptions::version).ifPresent(draft::promptVersion);
        Optional.ofNullable(maxInputTokens).ifPresent(draft::maxInputTokens);
        Optional.ofNullable(maxOutputTokens).ifPresent(draft::maxOutputTokens);
        Optional.ofNullable(inputPrice).ifPresent(price -> draft.inputPrice(Optional.of(price)));
        Optional.ofNullable(outputPrice).ifPresent(price -> draft.outputPrice(Optional.of(price)));
        return Optional.of(draft.settings());
    }

    private static Optional<Integer> version(String option) {
        try {
            return option.equals("newest") ? Optional.empty() : Optional.of(Integer.valueOf(option));
        } catch (NumberFormatException e) {
            throw new InvalidRegistrationException("model", "--prompt-version takes a whole number, or newest.");
        }
    }

    private static String readKey() {
        try {
            String key = new String(System.in.readNBytes(LONGEST_KEY + 2), StandardCharsets.UTF_8).strip();
            if (key.isEmpty() || key.length() > LONGEST_KEY || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new InvalidRegistrationException(
                        "model",
                        "--key-stdin wants the key, and nothing else, on the standard input: ./jira-agent agent …"
                                + " --key-stdin < file");
            }
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
