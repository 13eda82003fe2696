package io.jiraagent.jira;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a tenant's results are told in Jira. */
public enum CommentMode {
    /** Only where a rule says {@code comment: on}. */
    OFF,
    /** What would be written is kept for people to look at; Jira is not asked anything. */
    DRY_RUN,
    ON;

    /** As in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<CommentMode> of(String text) {
        return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
    }
}
