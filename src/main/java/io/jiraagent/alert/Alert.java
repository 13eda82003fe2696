package io.jiraagent.alert;

import java.time.Instant;

/**
 * Something that needs somebody, or no longer does.
 *
 * @param name a fixed word such as {@code budget_exceeded}
 * @param subject tells it from others of that name
 * @param tenant name of the tenant that it concerns, or null
 * @param over it has ended
 */
public record Alert(String name, String subject, String tenant, String message, Instant since, boolean over) {}
