package io.jiraagent.agent.model;

/**
 * How a model's server wants to be asked.
 *
 * @param completionTokens it wants {@code max_completion_tokens}, not {@code max_tokens}
 * @param temperature it lets the temperature be set
 */
record Dialect(Form form, boolean completionTokens, boolean temperature) {
    static final Dialect STANDARD = new Dialect(Form.SCHEMA, false, true);

    /** How the answer's form is demanded. */
    enum Form {
        SCHEMA,
        JSON,
        /** In words only. */
        WORDS
    }

    /** @return null where there is no lower demand */
    Dialect withLowerForm() {
        return switch (form) {
            case SCHEMA -> new Dialect(Form.JSON, completionTokens, temperature);
            case JSON -> new Dialect(Form.WORDS, completionTokens, temperature);
            case WORDS -> null;
        };
    }

    /** @return null where it is so already */
    Dialect withCompletionTokens() {
        return completionTokens ? null : new Dialect(form, true, temperature);
    }

    /** @return null where it is so already */
    Dialect withoutTemperature() {
        return temperature ? new Dialect(form, completionTokens, false) : null;
    }
}
