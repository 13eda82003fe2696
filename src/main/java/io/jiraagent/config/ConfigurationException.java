package io.jiraagent.config;

/** The configuration cannot be used as it is; the message names the key, what it got and what it wants. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
