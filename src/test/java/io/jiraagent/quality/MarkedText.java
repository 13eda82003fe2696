package io.jiraagent.quality;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A text and what a reader finds in it. In a file the passages stand in brackets with the letter of their section, also
 * within one another: {@code ⟦A In ⟦V Chrome 126⟧ the page is blank⟧}.
 *
 * @param passages by the section's JSON name; where there are several, each says it well
 */
record MarkedText(String text, Map<String, List<String>> passages) {
    static final char OPEN = '⟦';
    static final char CLOSE = '⟧';
    private static final Map<Character, String> SECTIONS = Map.of(
            'S', "steps_to_reproduce",
            'E', "expected_result",
            'A', "actual_result",
            'V', "environment",
            'I', "impact");

    private record Opened(String section, int at) {}

    static MarkedText of(String marked) {
        StringBuilder text = new StringBuilder();
        Map<String, List<String>> passages = new HashMap<>();
        Deque<Opened> opened = new ArrayDeque<>();
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            if (c == OPEN) {
                String section = SECTIONS.get(marked.charAt(i + 1));
                if (section == null || marked.charAt(i + 2) != ' ') {
                    throw new IllegalArgumentException("No section at " + marked.substring(i));
                }
                opened.push(new Opened(section, text.length()));
                i += 2;
            } else if (c == CLOSE) {
                Opened last = opened.pop();
                passages.computeIfAbsent(last.section(), none -> new ArrayList<>())
                        .add(text.substring(last.at()).strip());
            } else {
                text.append(c);
            }
        }
        if (!opened.isEmpty()) {
            throw new IllegalArgumentException("Not closed: " + opened + " in " + marked);
        }
        return new MarkedText(text.toString(), passages);
    }
}
