package io.jiraagent.ticket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A quick look for a ticket's summary in a body, to list executions by, without building a tree. Never throws. Broken JSON
 * gives it where it stands before the break. Safe for use by many threads.
 */
public final class SummaryPeek {
    /** The longest that Jira takes. */
    public static final int MOST = 255;

    private SummaryPeek() {}

    /** @return one line of 1 to {@value #MOST} characters that can be stored, or null */
    public static String peek(byte[] raw) {
        try (JsonParser parser = EventPeek.json().createParser(raw)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? line(look(parser)) : null;
        } catch (IOException | RuntimeException broken) {
            return null;
        }
    }

    /** In the body itself, in {@code fields} and in {@code issue}, however these are nested; the first one counts. */
    private static String look(JsonParser parser) throws IOException {
        String found = null;
        String name;
        while (found == null && (name = parser.nextFieldName()) != null) {
            JsonToken value = parser.nextToken();
            if (name.equals("summary") && value == JsonToken.VALUE_STRING) {
                found = parser.getText();
            } else if (value == JsonToken.START_OBJECT && (name.equals("issue") || name.equals("fields"))) {
                found = look(parser);
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }

    private static String line(String text) {
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.isEmpty() ? null : SafeText.of(line.length() > MOST ? line.substring(0, MOST) : line);
    }
}
