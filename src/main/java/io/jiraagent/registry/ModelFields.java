package io.jiraagent.registry;

import io.jiraagent.access.Caller;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.secret.Keyring;
import io.jiraagent.tenant.ModelDraft;
import io.jiraagent.tenant.ModelKey;
import io.jiraagent.tenant.ModelSettings;
import io.jiraagent.web.Parameters;
import java.util.Optional;
import java.util.Set;

/** An agent's model as the field {@code model} of a JSON body. Its key is taken, encrypted, and never given. */
final class ModelFields {
    static final Set<String> NAMES = Set.of(
            "base_url",
            "name",
            "key",
            "key_env",
            "prompt",
            "prompt_version",
            "max_input_tokens",
            "max_output_tokens",
            "input_price",
            "output_price");

    private static final int LONGEST_KEY = 1000;

    private final Keyring keyring;
    private final Caller caller;

    ModelFields(Keyring keyring, Caller caller) {
        this.keyring = keyring;
        this.caller = caller;
    }

    /** @param fields of the object; empty: the agent is to have no model */
    Optional<ModelSettings> apply(Optional<Fields> fields, Optional<ModelSettings> before) {
        return fields.map(given -> {
            ModelDraft draft = before.map(ModelDraft::new).orElseGet(ModelDraft::new);
            given.text("base_url").ifPresent(draft::baseUrl);
            given.text("name").ifPresent(draft::name);
            given.nullableText("key_env", name -> draft.key(variable(name)));
            given.nullableText("key", key -> draft.key(key.map(this::encrypted).orElse(ModelKey.NONE)));
            given.text("prompt").ifPresent(draft::prompt);
            given.nullableNumber("prompt_version", draft::promptVersion);
            given.number("max_input_tokens", draft::maxInputTokens);
            given.number("max_output_tokens", draft::maxOutputTokens);
            given.nullableDecimal("input_price", draft::inputPrice);
            given.nullableDecimal("output_price", draft::outputPrice);
            return Fields.usable(draft::settings);
        });
    }

    /** The environment is the operator's, not a tenant's. */
    private ModelKey variable(Optional<String> name) {
        if (name.isPresent() && caller.tenantId().isPresent()) {
            throw new ProblemException(Problem.of(
                    "forbidden",
                    "Forbidden",
                    403,
                    "key_env takes a token for all tenants",
                    "Send the key itself as key; it is stored encrypted."));
        }
        return name.map(ModelKey::variable).orElse(ModelKey.NONE);
    }

    private ModelKey encrypted(String key) {
        String stripped = key.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST_KEY
                || stripped.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Parameters.refused(
                    "key", "***", "1 to " + LONGEST_KEY + " printable ASCII characters without spaces");
        }
        return ModelKey.encrypted(keyring.encrypt(stripped));
    }
}
