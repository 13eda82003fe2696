package io.jiraagent.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The filters of a list of executions, and the list as text. */
final class ExecutionRows {
    @Option(names = "--agent", description = "only this agent's, by id")
    private String agent;

    @Option(names = "--issue-key", description = "only of this issue")
    private String issueKey;

    @Option(names = "--from", description = "queued at this time or later, such as 2026-01-31 or 2026-01-31T17:00:00Z")
    private String from;

    @Option(names = "--to", description = "queued at this time or earlier")
    private String to;

    /** By the names that the API knows. */
    Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("agent_id", agent);
        filters.put("issue_key", issueKey);
        filters.put("from", from);
        filters.put("to", to);
        return filters;
    }

    static String text(JsonNode items) {
        TextTable table = new TextTable("ID", "STATUS", "ISSUE", "QUEUED", "ATTEMPT", "EPOCH", "ERROR");
        for (JsonNode item : items) {
            table.add(
                    item.path("id").asText(),
                    item.path("status").asText(),
                    item.path("issue_key").asText(""),
                    item.path("queued_at").asText(),
                    item.path("attempt").asText(),
                    item.path("epoch").asText(),
                    item.path("error").path("reason").asText(""));
        }
        return table.toString();
    }
}
