package io.jiraagent.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.agent.AgentTask;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.ticket.Ticket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A ticket as its file has it.
 *
 * @param asks what a reader would ask about
 * @param duplicates keys of tickets that report the same thing
 * @param nearMisses keys of tickets that use the same words for another thing
 * @param typed the description with marks
 */
public record TypedTicket(
        String key,
        String type,
        String language,
        String format,
        String summary,
        Set<String> asks,
        Set<String> duplicates,
        Set<String> nearMisses,
        String typed,
        boolean heldOut) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PayloadReader READER = new PayloadReader();
    private static final Pattern HEAD =
            Pattern.compile("(\\S+) \\| ([^|]+) \\| (\\w\\w) \\| (plain|markdown|wiki|adf)");
    private static final Set<String> NAMES = Set.of("summary", "ask", "duplicate", "near");

    /** @param block from the key to the end of the description */
    static TypedTicket of(String block, boolean heldOut) {
        int dashes = block.indexOf("\n---\n");
        List<String> lines = block.substring(0, dashes).lines().toList();
        Matcher head = HEAD.matcher(lines.get(0));
        if (!head.matches()) {
            throw new IllegalArgumentException("Not a ticket's first line: " + lines.get(0));
        }
        Map<String, String> named = lines.stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip()));
        if (!NAMES.containsAll(named.keySet())) {
            throw new IllegalArgumentException(head.group(1) + " has " + named.keySet());
        }
        return new TypedTicket(
                head.group(1),
                head.group(2),
                head.group(3),
                head.group(4),
                named.get("summary"),
                words(named.get("ask")),
                words(named.get("duplicate")),
                words(named.get("near")),
                block.substring(dashes + 5).strip(),
                heldOut);
    }

    /** As the product reads it. */
    Ticket read() {
        return READER.read(body(MarkedText.of(typed).text())).ticket();
    }

    public AgentTask task() {
        UUID id = new UUID(7, 7);
        return new AgentTask(id, id, id, 1, "jira:issue_created", read(), null);
    }

    /** What a reader finds in the description that the product reads. */
    Map<String, List<String>> passages() {
        MarkedText marked = MarkedText.of(READER.read(body(typed)).ticket().description());
        if (!marked.text().strip().equals(read().description().strip())) {
            throw new IllegalStateException(key + ": the marks change how its description is read");
        }
        return marked.passages();
    }

    /** Automation's template for typed text; Jira's own webhook for its formats. */
    private byte[] body(String description) {
        ObjectNode body = JSON.createObjectNode();
        boolean template = format.equals("plain") || format.equals("markdown");
        if (template) {
            body.put("issue_key", key);
        }
        body.put(template ? "event_type" : "webhookEvent", "jira:issue_created");
        ObjectNode fields = body.putObject("issue").put("key", key).putObject("fields");
        fields.put("summary", summary).putObject("issuetype").put("name", type);
        JsonNode text = format.equals("adf") ? AdfDocument.of(description) : JSON.valueToTree(description);
        fields.set("description", text);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> words(String text) {
        return text == null || text.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(text.split(" ", -1)));
    }
}
