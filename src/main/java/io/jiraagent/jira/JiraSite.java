package io.jiraagent.jira;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A tenant's Jira, and how its comments stand. Without its token.
 *
 * @param user the e-mail address of the account; null on a Data Center
 * @param accountId whom the token belongs to, as Jira names the account
 * @param accountName the same for people
 * @param allowedFields of issues, that may be changed beside the comment
 * @param restUntil Jira has asked to be left alone until then; null: it has not
 * @param pending comments to be written
 * @param failed comments that Jira refused for good
 */
public record JiraSite(
        UUID tenantId,
        String tenantName,
        String baseUrl,
        JiraFlavour flavour,
        String user,
        String accountId,
        String accountName,
        CommentMode mode,
        List<String> allowedFields,
        Instant createdAt,
        Instant updatedAt,
        Instant restUntil,
        long pending,
        long failed) {
    public JiraSite {
        allowedFields = List.copyOf(allowedFields);
    }
}
