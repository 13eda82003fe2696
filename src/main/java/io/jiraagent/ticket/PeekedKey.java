package io.jiraagent.ticket;

/** The issue key as it emerges from a stream of claims, for {@link EventPeek}. */
final class PeekedKey {
    private String key;
    private String rootKey;
    private boolean inDoubt;
    private boolean textPassed;
    private boolean afterText;

    /** A claim that always counts: {@code issue_key} or {@code issue.key}. */
    void claim(String text) {
        if (!IssueKey.isValid(text)) {
            inDoubt |= text != null && !text.isBlank();
        } else if (key == null) {
            key = text;
            afterText = textPassed;
        } else if (!key.equals(text)) {
            inDoubt = true;
        }
    }

    /** A claim that counts where the issue is the root of the body. */
    void claimAsRoot(String text) {
        if (IssueKey.isValid(text)) {
            inDoubt |= rootKey != null && !rootKey.equals(text);
            rootKey = text;
        }
        afterText |= textPassed;
    }

    /** Something was skipped that a ticket's author may have written. */
    void textPassed() {
        textPassed = true;
    }

    boolean hasPassedText() {
        return textPassed;
    }

    /** The JSON is broken: a claim that came after a text may have come out of it. */
    void broken() {
        inDoubt |= afterText;
    }

    boolean isCertain() {
        return key != null && !afterText;
    }

    String get() {
        boolean disagree = key != null && rootKey != null && !key.equals(rootKey);
        return inDoubt || disagree ? null : key == null ? rootKey : key;
    }
}
