package io.jiraagent.quality;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns typed lines into Atlassian Document Format, as Jira's editor does: headings, lists, paragraphs. */
final class AdfDocument {
    private static final Pattern LINE = Pattern.compile("(" + MarkedText.OPEN + "\\w )?(#+|-|\\d+\\.) (.*)");

    private AdfDocument() {}

    static ObjectNode of(String typed) {
        ObjectNode document =
                JsonNodeFactory.instance.objectNode().put("version", 1).put("type", "doc");
        ArrayNode blocks = document.putArray("content");
        typed.lines().filter(line -> !line.isBlank()).forEach(line -> line(line, blocks));
        return document;
    }

    private static void line(String line, ArrayNode blocks) {
        Matcher marker = LINE.matcher(line);
        if (!marker.matches()) {
            text(blocks.addObject().put("type", "paragraph"), line);
            return;
        }
        String words = (marker.group(1) == null ? "" : marker.group(1)) + marker.group(3);
        if (marker.group(2).startsWith("#")) {
            ObjectNode heading = blocks.addObject().put("type", "heading");
            heading.putObject("attrs").put("level", marker.group(2).length());
            text(heading, words);
            return;
        }
        String type = marker.group(2).equals("-") ? "bulletList" : "orderedList";
        ObjectNode item = list(type, blocks).addObject().put("type", "listItem");
        text(item.putArray("content").addObject().put("type", "paragraph"), words);
    }

    /** The items of the list that ends the blocks so far, a new one where none does. */
    private static ArrayNode list(String type, ArrayNode blocks) {
        if (blocks.path(blocks.size() - 1) instanceof ObjectNode last
                && last.path("type").asText().equals(type)) {
            return last.withArray("content");
        }
        return blocks.addObject().put("type", type).putArray("content");
    }

    private static void text(ObjectNode block, String words) {
        block.putArray("content").addObject().put("type", "text").put("text", words);
    }
}
