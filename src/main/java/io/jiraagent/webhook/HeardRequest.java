package io.jiraagent.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.jiraagent.ticket.Repair;
import java.util.List;
import java.util.UUID;

/**
 * What is shown of a request to somebody who listens. Holds no secret, and of a sender that is not known to be genuine
 * nothing but the shape.
 *
 * @param query the address had a query, which is not read
 * @param contentType null where there was none, or the sender is not genuine
 * @param sizeBytes of the body as read or declared; -1 where unknown
 * @param outcome {@code accepted}, {@code duplicate}, {@code ignored} or {@code refused}
 * @param reason why it was ignored or refused, else null
 * @param detail for people, where there is something to say
 * @param hint what a person should change, or null
 * @param executionId null unless it was accepted
 * @param reading how the body was read; null where it was not
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HeardRequest(
        Door door,
        String method,
        boolean query,
        String client,
        List<Header> headers,
        String contentType,
        long sizeBytes,
        int status,
        String outcome,
        String reason,
        String detail,
        String hint,
        UUID executionId,
        Reading reading) {

    /**
     * A header of the request.
     *
     * @param value as sent, or, where it may be a secret or the sender is not genuine, what it looks like
     */
    public record Header(String name, String value) {}

    /**
     * What the reader made of the body.
     *
     * @param format {@code template}, {@code native} or {@code issue_as_root}; null where it could not be read
     * @param malformed why it could not be read, with what to change; else null
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reading(
            String format, String issueKey, String eventType, String summary, List<Repair> repairs, String malformed) {}
}
