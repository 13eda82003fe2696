package io.jiraagent.agent.model;

/**
 * What a model is told to do.
 *
 * @param id name, version and hash, such as {@code ticket.v1 3fa9c1d2}: tells apart what was edited and not renamed
 */
record Prompt(String id, String text) {}
