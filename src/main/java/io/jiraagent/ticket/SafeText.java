package io.jiraagent.ticket;

/** Texts that can be stored: PostgreSQL refuses U+0000 and unpaired surrogates in {@code text} and {@code jsonb}. */
final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /** The text with U+0000 and each lone surrogate replaced by U+FFFD; the same object where there is none. */
    static String of(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                if (safe == null) {
                    safe = new StringBuilder(text);
                }
                safe.setCharAt(i, REPLACEMENT);
            }
        }
        return safe == null ? text : safe.toString();
    }
}
