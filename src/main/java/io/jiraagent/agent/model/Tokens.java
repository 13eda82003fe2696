package io.jiraagent.agent.model;

/**
 * Estimates tokens without knowing the model: one for three bytes of UTF-8, which is about a third too many for English and
 * about right for other scripts.
 */
final class Tokens {
    private static final int BYTES = 3;

    private Tokens() {}

    static int estimate(String text) {
        return (bytes(text, 0, text.length()) + BYTES - 1) / BYTES;
    }

    /** The longest beginning that takes at most so many. */
    static String cut(String text, int tokens) {
        long left = (long) tokens * BYTES;
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            left -= bytes(text, i, next);
            if (left < 0) {
                return text.substring(0, i);
            }
            i = next;
        }
        return text;
    }

    private static int bytes(String text, int from, int to) {
        int bytes = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
