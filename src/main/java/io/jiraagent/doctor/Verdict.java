package io.jiraagent.doctor;

import java.util.Locale;

/** How it stands with what was looked at. */
public enum Verdict {
    OK,
    /** Works, and may be meant so. */
    WARNING,
    /** Has to be mended. */
    PROBLEM,
    /** Not looked at, as something else has to be mended first. */
    SKIPPED;

    /** Lower case, for JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
