package io.jiraagent.relay;

import java.util.Locale;

/**
 * What the upstream answered, and what of it the sender is told. Not printed.
 *
 * @param mediaType as sent, or null
 * @param retryAfter as sent, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record UpstreamAnswer(int status, String mediaType, String retryAfter, byte[] body) {
    private static final int UNAVAILABLE = 503;

    /** It says whether the event was taken: what comes from something else on the way, or is an accident, does not. */
    public boolean decided() {
        return status / 100 == 2 || refused() || (status == UNAVAILABLE && retryAfter != null);
    }

    /** The event is lost, unless somebody changes something and sends it again. */
    public boolean refused() {
        return status / 100 == 4;
    }

    /** The body is small JSON, which a rule can read; anything else is not handed on. */
    public boolean isJson() {
        if (mediaType == null || body.length == 0) {
            return false;
        }
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.equals("application/problem+json");
    }

    @Override
    public String toString() {
        return "UpstreamAnswer[" + status + "]";
    }
}
