package io.jiraagent.ticket;

import java.util.regex.Pattern;

/** Names of events, as bodies give them. */
final class EventType {
    /** The event of a body that names none: only an Automation rule sends such bodies. */
    static final String UNNAMED = "automation:issue";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_:.\\-]{1,100}");

    private EventType() {}

    static boolean isValid(String text) {
        return text != null && text.length() <= 100 && FORM.matcher(text).matches();
    }
}
