package io.jiraagent.web;

/**
 * Where a browser goes next, by GET.
 *
 * @param path of this server
 */
public record SeeOther(String path) {}
