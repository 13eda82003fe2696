package io.jiraagent.agent.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** Why a model's server does not answer, as far as its status and its words tell. The first that fits counts. */
enum Objection {
    KEY("401|403", ""),
    QUOTA("402|429", "insufficient_quota|insufficient credit|exceeded your current quota|payment required"),
    BUSY("408|425|429", ""),
    CONTENT("400|422", "content_filter|content management policy|responsibleai|safety system|moderation"),
    LENGTH(
            "400|413|422|500",
            "context_length|context length|context window|context size|maximum context|too many tokens|prompt is too long"
                    + "|input is too long|string_above_max_length|exceeds the available context|request too large"),
    /** It does not know {@code response_format}, or not the one that was sent. */
    FORM(
            "400|404|415|422|500|501",
            "response_format|json_schema|json_object|structured output|guided|grammar|json mode"),
    TOKEN_LIMIT("400|422", "max_completion_tokens"),
    TEMPERATURE("400|422", "temperature"),
    MODEL("404", ""),
    MODEL_NAMED("400", "model_not_found|does not exist|unknown model|invalid model|no such model"),
    OTHER("", "");

    private final Pattern codes;
    private final Pattern words;

    Objection(String statuses, String words) {
        this.codes = Pattern.compile(statuses);
        this.words = Pattern.compile(words);
    }

    /** @param error code, type and message */
    static Objection of(int status, String error) {
        String said = error.toLowerCase(Locale.ROOT);
        for (Objection objection : values()) {
            if (objection.codes.matcher(Integer.toString(status)).matches()
                    && objection.words.matcher(said).find()) {
                return objection;
            }
        }
        return OTHER;
    }
}
