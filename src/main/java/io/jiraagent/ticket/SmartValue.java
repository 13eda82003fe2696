package io.jiraagent.ticket;

/** Smart values of Jira Automation, {@code {{issue.key}}}: a rule that misspells one may send it as it stands. */
final class SmartValue {
    private static final int LONGEST = 300;

    private SmartValue() {}

    /** Whether the text is one smart value and nothing else; texts that only mention one are a person's words. */
    static boolean isUnrendered(String text) {
        String stripped = text.length() > LONGEST ? "" : text.strip();
        return stripped.startsWith("{{")
                && stripped.endsWith("}}")
                && stripped.indexOf('\n') < 0
                && stripped.indexOf("}}") == stripped.length() - 2;
    }
}
