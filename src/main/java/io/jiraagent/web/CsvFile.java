package io.jiraagent.web;

/**
 * A table to be saved.
 *
 * @param name of the file
 * @param text by RFC 4180
 */
public record CsvFile(String name, String text) {}
