package io.jiraagent.agent.model;

import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.RetriableAgentException;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import io.jiraagent.tenant.ModelKey;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads keys at the moment they are needed. Thread-safe. */
public final class ModelKeys {
    private final Keyring keyring;
    private final UnaryOperator<String> environment;

    /** @param environment {@link System#getenv(String)} */
    public ModelKeys(Keyring keyring, UnaryOperator<String> environment) {
        this.keyring = keyring;
        this.environment = environment;
    }

    /**
     * @return empty where the model takes none
     * @throws FinalAgentException the environment variable is not set
     * @throws RetriableAgentException the stored key cannot be decrypted
     */
    Optional<String> read(ModelKey key) {
        if (key.variable().isPresent()) {
            String name = key.variable().get();
            return Optional.of(Optional.ofNullable(environment.apply(name))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .orElseThrow(() -> new FinalAgentException(
                            "model_key_missing",
                            "The environment variable " + name + " is not set on this worker; set it and restart, or"
                                    + " store the key: ./jira-agent agent set <id> --key-stdin",
                            null)));
        }
        try {
            return key.encrypted().map(keyring::decrypt);
        } catch (UnreadableSecretException e) {
            throw new RetriableAgentException(
                    "secret_unreadable", "The model's key cannot be decrypted with any key of ENCRYPTION_KEY", e);
        }
    }
}
