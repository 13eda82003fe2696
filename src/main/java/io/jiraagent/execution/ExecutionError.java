package io.jiraagent.execution;

/**
 * Why an attempt or execution failed.
 *
 * @param reason a fixed word for machines and filters, such as {@code malformed_payload}
 * @param message for people; may quote hostile text, so it is escaped wherever it is shown
 * @param retryable whether trying again may help
 */
public record ExecutionError(String reason, String message, boolean retryable) {
    private static final int MAX_MESSAGE = 2000;

    public ExecutionError {
        message = PlainText.clean(message == null ? "" : message, MAX_MESSAGE);
    }
}
