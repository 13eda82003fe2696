package io.jiraagent.jira;

import io.jiraagent.ticket.OwnMark;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A comment that this worker has taken.
 *
 * @param claim tells this taking from earlier and later ones
 * @param attempt 1 for the first of this result
 * @param age since the result was wanted
 * @param commentId in Jira; null where none is known to be there
 * @param sentSha256 of what was written last, in hex; null: nothing, or it counts no more
 * @param traceparent the trace that the execution belongs to; null where it was not traced
 * @param result JSON text; null where the execution is gone
 * @param site where it is written; its token is still encrypted
 */
public record CommentJob(
        UUID agentId,
        String issueKey,
        UUID tenantId,
        String tenantName,
        UUID executionId,
        int epoch,
        long claim,
        int attempt,
        Duration age,
        String commentId,
        String sentSha256,
        String agentName,
        String traceparent,
        String result,
        Site site) {

    /**
     * @param accountId who writes, as Jira names the account; null where it is not known
     * @param allowedFields of the issue, beside the comment
     */
    public record Site(
            String baseUrl,
            JiraFlavour flavour,
            String user,
            String tokenEncrypted,
            String accountId,
            CommentMode mode,
            Set<String> allowedFields) {
        @Override
        public String toString() {
            return "Site[***]";
        }
    }

    /** @param row of {@code jira-comment-claim.sql} */
    static CommentJob of(Map<String, Object> row) {
        byte[] sent = (byte[]) row.get("content_sha256");
        String fields = (String) row.get("allowed_fields");
        return new CommentJob(
                (UUID) row.get("agent_id"),
                (String) row.get("issue_key"),
                (UUID) row.get("tenant_id"),
                (String) row.get("tenant_name"),
                (UUID) row.get("execution_id"),
                (Integer) row.get("epoch"),
                ((Number) row.get("claims")).longValue(),
                (Integer) row.get("attempts"),
                Duration.ofMillis(Math.round(((Number) row.get("age_seconds")).doubleValue() * 1000)),
                (String) row.get("comment_id"),
                sent == null ? null : HexFormat.of().formatHex(sent),
                (String) row.get("agent_name"),
                (String) row.get("traceparent"),
                (String) row.get("result"),
                new Site(
                        (String) row.get("base_url"),
                        JiraFlavour.of((String) row.get("flavour")).orElseThrow(),
                        (String) row.get("user_name"),
                        (String) row.get("token_encrypted"),
                        (String) row.get("account_id"),
                        CommentMode.of((String) row.get("mode")).orElseThrow(),
                        fields == null || fields.isEmpty() ? Set.of() : Set.of(fields.split(",", -1))));
    }

    /** Names the agent in its comment, so that the comment is found again. */
    String marker() {
        return OwnMark.of(agentId);
    }
}
