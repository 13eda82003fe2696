package io.jiraagent.config;

import java.util.Locale;
import java.util.stream.Stream;

/** How log lines look. */
public enum LogFormat {
    /** For people: a line for each event, and a stack trace in lines that begin with a bar. */
    TEXT,
    /** For collectors: one JSON object a line, by the Elastic Common Schema. */
    JSON;

    static LogFormat of(String name) {
        return Stream.of(values())
                .filter(format -> format.key().equals(name))
                .findFirst()
                .orElseThrow(() -> PropertySource.refuse("log.format", name, "text or json"));
    }

    /** As in {@code application.properties}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
