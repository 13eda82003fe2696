package io.jiraagent.jira;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.jira.CommentText.Block;
import io.jiraagent.jira.CommentText.Bullets;
import io.jiraagent.jira.CommentText.Code;
import io.jiraagent.jira.CommentText.Heading;
import io.jiraagent.jira.CommentText.Paragraph;
import io.jiraagent.jira.CommentText.Run;
import java.util.List;

/**
 * Writes the <a href="https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/">Atlassian Document
 * Format</a>. Foreign text becomes nothing but text nodes, which Jira shows as they are: a mention, link or macro would
 * be a node of its own.
 */
final class AdfWriter {
    private static final int HEADING_LEVEL = 4;

    private AdfWriter() {}

    static ObjectNode write(CommentText text) {
        ObjectNode document = node("doc").put("version", 1);
        ArrayNode content = document.putArray("content");
        text.blocks().forEach(block -> content.add(write(block)));
        return document;
    }

    private static ObjectNode write(Block block) {
        if (block instanceof Heading heading) {
            ObjectNode node = inlines("heading", List.of(Run.plain(heading.text())));
            node.putObject("attrs").put("level", HEADING_LEVEL);
            return node;
        }
        if (block instanceof Bullets bullets) {
            ObjectNode list = node("bulletList");
            ArrayNode items = list.putArray("content");
            for (List<Run> item : bullets.items()) {
                items.addObject().put("type", "listItem").putArray("content").add(inlines("paragraph", item));
            }
            return list;
        }
        if (block instanceof Code code) {
            ObjectNode node = node("codeBlock");
            node.putObject("attrs").put("language", "json");
            node.putArray("content").addObject().put("type", "text").put("text", code.text());
            return node;
        }
        return inlines("paragraph", ((Paragraph) block).runs());
    }

    private static ObjectNode inlines(String type, List<Run> runs) {
        ObjectNode node = node(type);
        ArrayNode content = node.putArray("content");
        for (Run run : runs) {
            boolean first = true;
            for (String line : run.text().split("\n", -1)) {
                if (!first) {
                    content.addObject().put("type", "hardBreak");
                }
                first = false;
                if (!line.isEmpty()) {
                    text(content.addObject(), run, line);
                }
            }
        }
        return node;
    }

    private static void text(ObjectNode node, Run run, String line) {
        node.put("type", "text").put("text", line);
        if (run.strong()) {
            node.putArray("marks").addObject().put("type", "strong");
        } else if (run.href() != null) {
            node.putArray("marks")
                    .addObject()
                    .put("type", "link")
                    .putObject("attrs")
                    .put("href", run.href());
        }
    }

    private static ObjectNode node(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
