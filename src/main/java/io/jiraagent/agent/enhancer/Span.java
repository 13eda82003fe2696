package io.jiraagent.agent.enhancer;

/** A contiguous part of a text: from {@code start} up to, not including, {@code end}. */
record Span(int start, int end) {
    String of(String text) {
        return text.substring(start, end);
    }

    boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }
}
