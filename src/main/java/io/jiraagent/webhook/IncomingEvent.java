package io.jiraagent.webhook;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it arrived, before anything in it is believed.
 *
 * @param agentId the last but one segment of the path, unchecked
 * @param headers every value of each header, names in lower case; query parameters are not among them
 * @param body the exact bytes; not copied, and not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are the event; two of them are never compared as records
public record IncomingEvent(String agentId, Map<String, List<String>> headers, byte[] body) {

    /** What its sender calls the event ({@code webhook-id}, {@code Idempotency-Key}); not signed. */
    public Optional<String> sendersKey() {
        return single(StandardSignature.ID_HEADER).or(() -> single("Idempotency-Key"));
    }

    List<String> values(String header) {
        return headers.getOrDefault(header.toLowerCase(Locale.ROOT), List.of());
    }

    /** The value of a header that was sent exactly once and is not blank. */
    Optional<String> single(String header) {
        List<String> values = values(header);
        return values.size() == 1 && !values.get(0).isBlank()
                ? Optional.of(values.get(0).strip())
                : Optional.empty();
    }
}
