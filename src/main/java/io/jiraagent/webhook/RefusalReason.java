package io.jiraagent.webhook;

import java.util.Locale;

/** Why a request was not accepted; the names stand in metrics, in the log and in the list of rejected requests. */
public enum RefusalReason {
    MISSING_SIGNATURE(401, "Unauthorized"),
    INVALID_SIGNATURE(401, "Unauthorized"),
    /** Genuine, but signed too long ago or in the future. */
    STALE_TIMESTAMP(401, "Unauthorized"),
    MISSING_TOKEN(401, "Unauthorized"),
    INVALID_TOKEN(401, "Unauthorized"),
    AGENT_NOT_ACTIVE(403, "Forbidden"),
    TENANT_MISMATCH(403, "Forbidden"),
    PAYLOAD_TOO_LARGE(413, "Content Too Large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
    MALFORMED_PAYLOAD(422, "Unprocessable Content"),
    RATE_LIMITED(429, "Too Many Requests"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String title;

    RefusalReason(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Lower case, for example {@code missing_signature}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
