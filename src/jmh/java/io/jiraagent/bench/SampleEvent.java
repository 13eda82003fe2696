package io.jiraagent.bench;

import java.nio.charset.StandardCharsets;

/** Events of the shape that {@code bench/post.lua} sends, of any length. */
public final class SampleEvent {
    private static final String START = """
            {"issue_key":"BENCH-42","event_type":"jira:issue_updated","timestamp":"2026-11-24T12:55:18.123Z",\
            "issue":{"key":"BENCH-42","fields":{"summary":"Checkout fails for customer 42",\
            "priority":{"name":"High","id":"2"},"issuetype":{"name":"Bug","id":"1"},"status":{"name":"Open"},\
            "reporter":{"displayName":"Bench","emailAddress":"bench@example.com"},"created":"2025-11-13T17:00:00Z",\
            "description":"Steps to reproduce: open the cart, press pay. \
            """;

    private static final String END = "\"}}}";

    private SampleEvent() {}

    /** @param bytes how long the body is, at least 600 */
    public static byte[] ofLength(int bytes) {
        String filling = "x".repeat(bytes - START.length() - END.length());
        return (START + filling + END).getBytes(StandardCharsets.US_ASCII);
    }
}
