package io.jiraagent.webhook;

/** A newer version of this program has written the record, so a worker of that version has to take it. */
public final class NewerEnvelopeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerEnvelopeException(int version) {
        super("An accepted event has envelope version " + version + ", and this program knows none above "
                + Envelope.VERSION + "; it waits for a worker of the newer version");
    }
}
