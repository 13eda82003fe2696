package io.jiraagent.history;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where an execution's ticket is looked at.
 *
 * @param host to be shown beside it: where the tenant has named no Jira, the address is the sender's claim
 */
public record JiraLink(String url, String host) {

    /** In the tenant's Jira, else where the payload says; empty where neither is known. */
    static Optional<JiraLink> of(ExecutionDetail detail) {
        String key = detail.summary().issueKey();
        if (detail.jiraUrl() != null && key != null) {
            return link(detail.jiraUrl() + "/browse/" + URLEncoder.encode(key, StandardCharsets.UTF_8));
        }
        return detail.ticket() == null || detail.ticket().url() == null
                ? Optional.empty()
                : link(detail.ticket().url());
    }

    private static Optional<JiraLink> link(String url) {
        return Optional.of(new JiraLink(url, URI.create(url).getHost()));
    }
}
