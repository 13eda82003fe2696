package io.jiraagent.tenant;

import java.util.Optional;

/**
 * How to come by the key of a model's server; at most one of the two. Does not print itself.
 *
 * @param variable an environment variable of the workers
 * @param encrypted with {@code ENCRYPTION_KEY}
 */
public record ModelKey(Optional<String> variable, Optional<String> encrypted) {
    public static final ModelKey NONE = new ModelKey(Optional.empty(), Optional.empty());

    public static ModelKey variable(String name) {
        return new ModelKey(Optional.of(name), Optional.empty());
    }

    /** @param token made by {@link io.jiraagent.secret.Keyring#encrypt} */
    public static ModelKey encrypted(String token) {
        return new ModelKey(Optional.empty(), Optional.of(token));
    }

    /** For people: {@code environment variable X}, {@code stored} or {@code none}. */
    public String describe() {
        return variable.map(name -> "environment variable " + name).orElse(encrypted.isPresent() ? "stored" : "none");
    }

    @Override
    public String toString() {
        return "ModelKey[***]";
    }
}
