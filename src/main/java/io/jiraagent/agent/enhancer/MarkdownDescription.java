package io.jiraagent.agent.enhancer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts the ticket's own words under headings, names the gaps, and keeps the rest as details. */
final class MarkdownDescription {
    private static final String GAP = "_Not stated_";

    private final MarkdownText markdown = new MarkdownText();

    String of(String description, TicketKind kind, Sections sections) {
        List<String> parts = new ArrayList<>();
        for (Section section : Section.values()) {
            String words = sections.words(section);
            if (words != null) {
                parts.add(part(title(section, kind), markdown.of(words)));
            } else if (kind.needs(section)) {
                parts.add(part(title(section, kind), GAP));
            }
        }
        String details = details(description, sections);
        if (!details.isEmpty()) {
            // A story's own words come first; a defect's come after what is known about it.
            parts.add(kind == TicketKind.CHANGE ? 0 : parts.size(), part("Details", details));
        }
        return String.join("\n\n", parts);
    }

    private String details(String description, Sections sections) {
        String rest = withoutPlaced(description, sections.setApart());
        boolean placedAlready = Arrays.stream(Section.values())
                .map(sections::words)
                .anyMatch(words -> words != null && words.equals(rest.strip()));
        boolean wordless = rest.chars().noneMatch(Character::isLetterOrDigit);
        return placedAlready || wordless ? "" : markdown.of(rest);
    }

    private static String withoutPlaced(String description, List<Span> placed) {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (Span span :
                placed.stream().sorted(Comparator.comparingInt(Span::start)).toList()) {
            if (span.start() > from) {
                rest.append(description, from, span.start()).append('\n');
            }
            from = Math.max(from, span.end());
        }
        return rest.append(description, from, description.length()).toString().strip();
    }

    private static String title(Section section, TicketKind kind) {
        return kind == TicketKind.CHANGE && section == Section.EXPECTED_RESULT
                ? "Acceptance criteria"
                : section.title();
    }

    private static String part(String title, String body) {
        return "## " + title + "\n\n" + body;
    }
}
