package io.jiraagent.ticket;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A field of a ticket that may be given another value. The key is none: it tells which issue it is. */
public enum TicketField {
    SUMMARY,
    DESCRIPTION,
    PRIORITY,
    TYPE,
    STATUS,
    REPORTER,
    LABELS;

    /** All names, for messages. */
    public static final String NAMES =
            Arrays.stream(values()).map(TicketField::label).collect(Collectors.joining(", "));

    /** As in JSON and in route files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TicketField> of(String label) {
        return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
    }
}
