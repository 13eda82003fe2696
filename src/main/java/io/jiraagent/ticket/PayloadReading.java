package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * What one body says. Texts hold neither U+0000 nor lone surrogates, in the ticket and in the payload alike, so both
 * can be stored as PostgreSQL {@code jsonb}.
 *
 * @param ticket the issue; its key is never null and always of the form {@code TEST-123}
 * @param eventType name of the event, 1 to 100 of {@code A-Za-z0-9_:.-}; {@code automation:issue} where the body
 *     names none
 * @param payload the whole body as parsed, after any repair; not to be changed, since it is shared
 * @param format the shape that the body had
 * @param repairs what had to be put right, at most {@value #MAX_REPAIRS}; empty for well-formed bodies
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PayloadReading(
        Ticket ticket, String eventType, JsonNode payload, PayloadFormat format, List<Repair> repairs) {
    /** Most repairs that one reading lists. */
    public static final int MAX_REPAIRS = 50;

    public PayloadReading {
        repairs = List.copyOf(repairs);
    }
}
