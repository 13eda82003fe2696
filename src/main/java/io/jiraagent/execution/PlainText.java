package io.jiraagent.execution;

/** Text that PostgreSQL stores: it refuses NUL and lone surrogates in text and jsonb. */
final class PlainText {
    private static final char REPLACEMENT = '\uFFFD';

    private PlainText() {}

    /** Replaces what cannot be stored by U+FFFD and cuts at {@code maxLength} characters. */
    static String clean(String text, int maxLength) {
        String cut = text.length() <= maxLength ? text : text.substring(0, maxLength - 1) + "…";
        StringBuilder clean = null;
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c) && i + 1 < cut.length() && Character.isLowSurrogate(cut.charAt(i + 1));
            if (pair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean = clean == null ? new StringBuilder(cut) : clean;
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? cut : clean.toString();
    }
}
