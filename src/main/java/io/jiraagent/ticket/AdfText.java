package io.jiraagent.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Atlassian Document Format as plain text that reads like Markdown: headings with {@code #}, lists with {@code -} and
 * numbers, code in fences, table rows with bars, links with their address. Of nodes it does not know it gives the
 * text. Deeper than {@value #MAX_DEPTH} levels of JSON it writes an ellipsis. Thread-safe; never throws.
 *
 * <p>Source: Atlassian's page "Atlassian Document Format" and the published JSON schema of its nodes.
 */
public final class AdfText {
    /** Deepest level of JSON that is rendered; a node within a node is two levels down. */
    public static final int MAX_DEPTH = 200;

    private final TextLines lines = new TextLines();

    private AdfText() {}

    /** The document's text, without white space at its ends; empty for null or for a node without text. */
    public static String of(JsonNode document) {
        if (document == null) {
            return "";
        }
        AdfText text = new AdfText();
        text.node(document, 0, "");
        return text.lines.toString();
    }

    private void node(JsonNode node, int depth, String marker) {
        if (node.isMissingNode()) {
            return;
        }
        if (depth > MAX_DEPTH) {
            lines.append("…");
        } else if (node.isArray()) {
            node.forEach(child -> node(child, depth + 1, marker));
        } else if (node.isValueNode()) {
            lines.append(node.isNull() ? "" : node.asText());
        } else {
            typed(node, depth, marker);
        }
    }

    private void typed(JsonNode node, int depth, String marker) {
        JsonNode attrs = node.path("attrs");
        switch (node.path("type").asText("")) {
            case "text" -> lines.append(linked(node));
            case "hardBreak" -> lines.newLine();
            case "mention" -> lines.append(mention(attrs));
            case "emoji" -> lines.append(first(attrs, "text", "shortName"));
            case "status" -> lines.append("[" + first(attrs, "text") + "]");
            case "date" -> lines.append(date(attrs.path("timestamp")));
            case "inlineCard", "blockCard", "embedCard" -> lines.append(card(attrs));
            case "media", "mediaInline" -> lines.append("[" + orElse(first(attrs, "alt"), "attachment") + "]");
            case "paragraph", "caption" -> block(node, depth, "");
            case "heading" -> block(node, depth, "#".repeat(level(attrs)) + " ");
            case "bulletList", "decisionList", "taskList" -> list(node, depth, -1);
            case "orderedList" -> list(node, depth, attrs.path("order").asInt(1));
            case "listItem", "decisionItem" -> item(node, depth, marker.isEmpty() ? "- " : marker);
            case "taskItem" -> item(node, depth, first(attrs, "state").equals("DONE") ? "- [x] " : "- [ ] ");
            case "codeBlock" -> code(node, depth, attrs);
            case "blockquote" -> nested(node, depth, "> ");
            case "rule" -> block(node, depth, "---");
            case "tableRow" -> row(node, depth);
            default -> unknown(node, depth, attrs);
        }
    }

    private void children(JsonNode node, int depth) {
        node(node.path("content"), depth + 1, "");
    }

    private void block(JsonNode node, int depth, String start) {
        lines.startBlock();
        lines.append(start);
        children(node, depth);
        lines.endBlock();
    }

    private void list(JsonNode list, int depth, int firstNumber) {
        lines.startBlock();
        int number = Math.max(firstNumber, 0);
        for (JsonNode item : list.path("content")) {
            node(item, depth + 1, firstNumber < 0 ? "- " : number++ + ". ");
        }
        lines.endBlock();
    }

    private void item(JsonNode item, int depth, String marker) {
        lines.startItem(marker);
        children(item, depth);
        lines.endItem();
    }

    private void nested(JsonNode node, int depth, String prefix) {
        lines.startBlock();
        lines.indent(prefix);
        children(node, depth);
        lines.outdent();
        lines.endBlock();
    }

    private void code(JsonNode node, int depth, JsonNode attrs) {
        lines.startBlock();
        lines.append("```" + first(attrs, "language"));
        lines.newLine();
        children(node, depth);
        lines.startLine();
        lines.append("```");
        lines.endBlock();
    }

    private void row(JsonNode row, int depth) {
        lines.startLine();
        String bar = "";
        for (JsonNode cell : row.path("content")) {
            lines.append(bar);
            lines.startCell();
            node(cell.path("content"), depth + 1, "");
            lines.endCell();
            bar = " | ";
        }
    }

    private void unknown(JsonNode node, int depth, JsonNode attrs) {
        String title = first(node, "text");
        String text = title.isEmpty() ? first(attrs, "text", "title") : title;
        boolean isBlock = node.path("content").isArray();
        if (isBlock && depth > 0) {
            lines.startBlock();
        }
        lines.append(text);
        if (isBlock && !text.isEmpty()) {
            lines.endBlock();
        }
        children(node, depth);
        if (isBlock && depth > 0) {
            lines.endBlock();
        }
    }

    private static String linked(JsonNode node) {
        String text = first(node, "text");
        for (JsonNode mark : node.path("marks")) {
            String address = first(mark.path("attrs"), "href");
            if (!address.isEmpty() && !address.equals(text)) {
                return text + " (" + address + ")";
            }
        }
        return text;
    }

    private static String mention(JsonNode attrs) {
        String text = orElse(first(attrs, "text"), first(attrs, "id"));
        return text.startsWith("@") ? text : "@" + text;
    }

    private static String card(JsonNode attrs) {
        return orElse(first(attrs, "url"), first(attrs.path("data"), "url", "@id", "name"));
    }

    private static String date(JsonNode millis) {
        try {
            return Instant.ofEpochMilli(millis.asLong())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .toString();
        } catch (DateTimeException | ArithmeticException outOfRange) {
            return millis.asText("");
        }
    }

    private static int level(JsonNode attrs) {
        return Math.min(Math.max(attrs.path("level").asInt(1), 1), 6);
    }

    private static String first(JsonNode node, String... names) {
        for (String name : names) {
            String text = node.path(name).asText("");
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String orElse(String text, String other) {
        return text.isEmpty() ? other : text;
    }
}
