package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * One Jira issue as read from a payload, whatever the payload's format. It is a claim of the sender, not a fact:
 * every text in it may be hostile.
 *
 * @param key issue key such as {@code TEST-123}; null where the payload names none
 * @param summary plain text, empty where the payload has none
 * @param description plain text (Atlassian Document Format is already turned into text), empty where there is none
 * @param priority name of the priority, or null
 * @param type name of the issue type, or null
 * @param status name of the status, or null
 * @param reporter display name of the reporter, or null
 * @param labels labels in the payload's order, never null
 * @param created the payload's own text for the creation time, or null
 * @param url browsable address of the issue where it can be told, or null
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Ticket(
        String key,
        String summary,
        String description,
        String priority,
        String type,
        String status,
        String reporter,
        List<String> labels,
        String created,
        String url) {
    public Ticket {
        summary = summary == null ? "" : summary;
        description = description == null ? "" : description;
        labels = labels == null ? List.of() : List.copyOf(labels);
    }
}
