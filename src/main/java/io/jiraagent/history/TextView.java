package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A text that may be too long for a page.
 *
 * @param text its beginning
 * @param length of the whole, in characters
 */
public record TextView(String text, int length) {
    private static final int MOST = 100_000;

    /** @param text null stays null */
    public static TextView of(String text) {
        if (text == null) {
            return null;
        }
        return new TextView(text.length() > MOST ? text.substring(0, MOST) : text, text.length());
    }

    /** @param node null stays null */
    public static TextView pretty(JsonNode node) {
        return node == null ? null : of(Rows.pretty(node));
    }

    public boolean cut() {
        return length > text.length();
    }
}
