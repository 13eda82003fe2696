package io.jiraagent.alert;

import java.time.Duration;
import java.util.Map;

/**
 * From when on something is an alert.
 *
 * @param failed so many executions of one agent failed within a quarter of an hour
 * @param waiting an execution has been due for so long
 * @param repeatAfter who was told of an alert that lasts is told again after this
 */
public record AlertRules(int failed, Duration waiting, Duration repeatAfter) {

    /** A secret that was rotated at one end only refuses as many within minutes; a stray sender does not. */
    private static final int REFUSED = 30;

    /** Parameters of {@code alert-watch.sql}. */
    public Map<String, Object> thresholds() {
        return Map.of("failed", failed, "waiting", waiting.toSeconds(), "refused", REFUSED);
    }

    /** Parameters of {@code alert-due.sql}. */
    public Map<String, Object> repetition() {
        return Map.of("again", repeatAfter.toSeconds());
    }
}
