package io.jiraagent.runtime;

import io.jiraagent.config.LogFormat;
import org.apache.logging.log4j.core.config.Configurator;

/** How log lines look from now on, in the whole process. */
public final class LogOutput {
    /** Named in {@code log4j2.xml}. */
    private static final String PROPERTY = "jira-agent.log.format";

    private LogOutput() {}

    public static void use(LogFormat format) {
        if (!format.key().equals(System.getProperty(PROPERTY, LogFormat.TEXT.key()))) {
            System.setProperty(PROPERTY, format.key());
            Configurator.reconfigure();
        }
    }
}
