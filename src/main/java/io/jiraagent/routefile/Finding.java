package io.jiraagent.routefile;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something wrong with a route file.
 *
 * @param file relative to the routes folder, such as {@code tenants/acme.camel.yaml}
 * @param line from 1
 * @param what is wrong: what stands there, and what is wanted
 * @param fix what to do, empty where {@code what} says it
 */
public record Finding(Severity severity, String file, int line, String what, String fix) {
    /** Whether the file is refused. */
    public enum Severity {
        /** The file is not taken over; what ran before goes on. */
        @JsonProperty("error")
        ERROR,
        /** The file is taken over, but something around it is not as it says. */
        @JsonProperty("warning")
        WARNING
    }

    public boolean error() {
        return severity == Severity.ERROR;
    }

    /** For people, on one line. */
    public String text() {
        return file + ":" + line + ": " + what + (fix.isEmpty() ? "" : ". " + fix);
    }
}
