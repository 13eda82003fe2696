package io.jiraagent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.Caller;
import io.jiraagent.deadletter.DeadLetters;
import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.web.Parameters;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The body of a bulk replay: {@code {"filter": {…}, "dry_run": true, "limit": …, "rate_per_second": …}}. The filter must
 * be there, also an empty one, so that nobody replays everything by a slip.
 */
record BulkReplay(Map<String, Object> conditions, String filter, boolean dryRun, DeadLetters.Pace pace) {
    private static final Set<String> FILTERS =
            Set.of("agent_id", "tenant_id", "issue_key", "q", "from", "to", "reason", "ids");
    private static final int MAX_IDS = 1000;
    private static final int DEFAULT_LIMIT = 1000;
    static final int MAX_LIMIT = 100_000;
    private static final double DEFAULT_RATE = 10;
    static final double MAX_RATE = 1000;

    static BulkReplay read(ObjectNode body, Caller caller) {
        DeadLettersApi.refuseOtherFields(body, Set.of("filter", "dry_run", "limit", "rate_per_second"));
        if (!(body.path("filter") instanceof ObjectNode filter)) {
            throw new ProblemException(Problem.badRequest(
                    "filter is missing", "Send {\"filter\": {}} to mean all, or narrow it: " + FILTERS + "."));
        }
        DeadLettersApi.refuseOtherFields(filter, FILTERS);
        Map<String, String> values = new LinkedHashMap<>();
        filter.properties().stream()
                .filter(entry -> !entry.getKey().equals("ids"))
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        Map<String, Object> conditions =
                DeadLettersApi.conditions(ExecutionFilter.deadLetters(Parameters.of(values), ZoneOffset.UTC, caller));
        if (filter.has("ids")) {
            conditions.put("ids", ids(filter.get("ids")));
        }
        return new BulkReplay(
                conditions,
                filter.toString(),
                flag(body.path("dry_run")),
                new DeadLetters.Pace(
                        (int) number(body, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT),
                        number(body, "rate_per_second", DEFAULT_RATE, 0.01, MAX_RATE)));
    }

    private static List<UUID> ids(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > MAX_IDS) {
            throw Parameters.refused(
                    "ids",
                    node.isArray() ? node.size() + " ids" : node.toString(),
                    "a list of 1 to " + MAX_IDS + " execution ids; for more, name another filter");
        }
        return StreamSupport.stream(node.spliterator(), false)
                .map(id -> Parameters.of(Map.of("ids", id.asText())))
                .flatMap(id -> id.uuids("ids").stream())
                .distinct()
                .toList();
    }

    private static boolean flag(JsonNode node) {
        if (node.isMissingNode() || node.isBoolean()) {
            return node.asBoolean(false);
        }
        throw Parameters.refused("dry_run", node.toString(), "true or false");
    }

    private static double number(ObjectNode body, String name, double fallback, double least, double most) {
        JsonNode node = body.path(name);
        if (node.isMissingNode()) {
            return fallback;
        }
        if (!node.isNumber() || node.doubleValue() < least || node.doubleValue() > most) {
            throw Parameters.refused(name, node.toString(), "a number from " + least + " to " + most);
        }
        return node.doubleValue();
    }
}
