package io.jiraagent.access;

import java.util.Locale;

/** What a token may do; each role may also do what those before it may. */
public enum AccessRole {
    /** Looks. */
    VIEWER,
    /** Reads payloads, and starts, stops and repeats work. */
    OPERATOR,
    /** Changes who may do what. */
    ADMIN;

    /** @param label as stored, in lower case */
    public static AccessRole of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** In lower case, for example {@code viewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean includes(AccessRole needed) {
        return compareTo(needed) >= 0;
    }
}
