package io.jiraagent.webhook;

/** A record of the intake topic that this program did not write. */
public final class UnreadableEnvelopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableEnvelopeException(String message) {
        super(message);
    }
}
