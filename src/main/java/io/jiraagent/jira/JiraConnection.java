package io.jiraagent.jira;

import java.util.List;
import java.util.UUID;

/**
 * How a tenant is to be connected with its Jira.
 *
 * @param account its token is null where the one that is known is to be kept
 * @param allowedFields any of {@code labels} and {@code priority}
 */
public record JiraConnection(UUID tenantId, JiraAccount account, CommentMode mode, List<String> allowedFields) {
    public JiraConnection {
        allowedFields = List.copyOf(allowedFields);
    }

    JiraConnection with(JiraAccount checked) {
        return new JiraConnection(tenantId, checked, mode, allowedFields);
    }
}
