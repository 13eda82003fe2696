package io.jiraagent.routefile;

/**
 * A route that stands in a tenant's file itself: a hook, or an agent of the tenant's own.
 *
 * @param direct the name by which it is called
 */
public record OwnRoute(String id, String direct, int line) {}
