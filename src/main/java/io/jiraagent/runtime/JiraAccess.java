package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.jira.JiraProbe;
import java.time.Clock;
import java.util.function.Function;

/** Asks a Jira with what the running program asks it with. */
public final class JiraAccess {
    private JiraAccess() {}

    /** @param loopbackAllowed the program runs with its servers inside, where a Jira may be on this machine */
    public static <T> T with(Settings settings, boolean loopbackAllowed, Function<JiraProbe, T> use) {
        try (JiraProbe probe = JiraBeans.probe(settings, loopbackAllowed, Clock.systemUTC())) {
            return use.apply(probe);
        }
    }
}
