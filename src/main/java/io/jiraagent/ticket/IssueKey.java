package io.jiraagent.ticket;

/**
 * The form of an issue key: {@code TEST-123}. Upper case only, as Jira writes it, because two spellings of one key
 * would be two tickets to everything that counts, orders and locks by key.
 */
final class IssueKey {
    private static final int MAX_LENGTH = 100;

    private IssueKey() {}

    /** Whether the text is {@code [A-Z][A-Z0-9_]+-[0-9]+}, of at most 100 characters. */
    static boolean isValid(String text) {
        if (text == null || text.length() < 4 || text.length() > MAX_LENGTH) {
            return false;
        }
        int dash = text.lastIndexOf('-');
        return dash >= 2
                && dash < text.length() - 1
                && isUpper(text.charAt(0))
                && all(text, 1, dash, c -> isUpper(c) || isDigit(c) || c == '_')
                && all(text, dash + 1, text.length(), IssueKey::isDigit);
    }

    private static boolean all(String text, int from, int to, CharTest test) {
        for (int i = from; i < to; i++) {
            if (!test.holds(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    @FunctionalInterface
    private interface CharTest {
        boolean holds(char c);
    }
}
