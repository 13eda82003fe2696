package io.jiraagent.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.jira.CommentText.Block;
import io.jiraagent.jira.CommentText.Bullets;
import io.jiraagent.jira.CommentText.Code;
import io.jiraagent.jira.CommentText.Run;
import java.util.ArrayList;
import java.util.List;

/** Makes a readable text of any agent's answer. */
final class CommentComposer {
    private CommentComposer() {}

    /** @param result a JSON object */
    static CommentText compose(JsonNode result) {
        return EnhancerComment.compose(result).orElseGet(() -> new CommentText(fields(result)));
    }

    private static List<Block> fields(JsonNode result) {
        List<Block> blocks = new ArrayList<>();
        if (!(result instanceof ObjectNode object) || object.isEmpty()) {
            return List.of(CommentText.paragraph(Run.plain("The answer is empty.")));
        }
        object.properties().forEach(field -> add(words(field.getKey()), field.getValue(), blocks));
        return blocks;
    }

    private static void add(String name, JsonNode value, List<Block> blocks) {
        if (value.isNull() || (value.isTextual() && value.textValue().isBlank())) {
            return;
        }
        if (value.isValueNode()) {
            String text = SafeWords.clean(value.asText()).strip();
            boolean lines = text.contains("\n");
            blocks.add(CommentText.paragraph(Run.strong(name + ":"), Run.plain((lines ? "\n" : " ") + text)));
        } else if (value.isArray() && plain(value)) {
            blocks.add(CommentText.paragraph(Run.strong(name + ":")));
            blocks.add(bullets(value));
        } else if (!value.isEmpty()) {
            blocks.add(CommentText.paragraph(Run.strong(name + ":")));
            blocks.add(new Code(SafeWords.clean(value.toPrettyString())));
        }
    }

    private static boolean plain(JsonNode array) {
        for (JsonNode element : array) {
            if (!element.isValueNode()) {
                return false;
            }
        }
        return !array.isEmpty();
    }

    private static Bullets bullets(JsonNode array) {
        List<List<Run>> items = new ArrayList<>();
        array.forEach(element ->
                items.add(List.of(Run.plain(SafeWords.clean(element.asText()).strip()))));
        return new Bullets(items);
    }

    /** {@code expected_result} becomes {@code Expected result}. */
    static String words(String name) {
        String words =
                SafeWords.clean(name).replace('_', ' ').replace('\n', ' ').strip();
        return words.isEmpty()
                ? "(no name)"
                : Character.toString(Character.toUpperCase(words.codePointAt(0)))
                        + words.substring(words.offsetByCodePoints(0, 1));
    }
}
