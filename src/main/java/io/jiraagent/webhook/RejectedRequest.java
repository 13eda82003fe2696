package io.jiraagent.webhook;

import java.time.Instant;

/**
 * An entry of the list of rejected requests. Holds nothing of the request's body or secrets.
 *
 * @param agentId the last or last but one segment of the path if it is a UUID, else null
 * @param reason label of the {@link RefusalReason}
 * @param client network address
 * @param sizeBytes of the body as read or declared; -1 where unknown
 */
public record RejectedRequest(Instant at, String agentId, String reason, String client, long sizeBytes) {}
