package io.jiraagent.routefile;

/** Routes that passed their trial were refused all the same. */
public final class RouteInstallException extends Exception {
    private static final long serialVersionUID = 1L;

    public RouteInstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
