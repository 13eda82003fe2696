package io.jiraagent.tenant;

/** The agents have not been loaded yet. */
public final class DirectoryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DirectoryUnavailableException() {
        super("The agent directory has not been loaded yet");
    }
}
