package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** stub until merge */
public final class PayloadReader {
    public PayloadReading read(byte[] raw) {
        try {
            JsonNode n = new ObjectMapper().readTree(raw);
            JsonNode f = n.path("issue").path("fields");
            if (!n.has("issue_key")) throw new MalformedPayloadException("no key");
            return new PayloadReading(
                    new Ticket(
                            n.path("issue_key").asText(),
                            f.path("summary").asText(),
                            f.path("description").asText(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null),
                    n.path("event_type").asText(),
                    n);
        } catch (IOException e) {
            throw new MalformedPayloadException("stub");
        }
    }
}
