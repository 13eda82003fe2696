package io.jiraagent.tenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The columns that a change writes: only those that differ, so that two changes of different settings at the same time
 * both hold.
 */
record ChangedColumns(Map<String, Object> values) {
    /** Rows of other tables, which go when they are null. */
    private static final Set<String> ROWS = Set.of("daily_runs", "daily_tokens", "model");

    /** What is only said to have changed: addresses and keys. */
    private static final Set<String> CONFIDENTIAL = Set.of("url", "model");

    static ChangedColumns between(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> changed = new HashMap<>(after);
        changed.entrySet().removeIf(column -> Objects.equals(column.getValue(), before.get(column.getKey())));
        return new ChangedColumns(changed);
    }

    boolean none() {
        return values.isEmpty();
    }

    boolean has(String column) {
        return values.containsKey(column);
    }

    boolean only(String column) {
        return values.keySet().equals(Set.of(column));
    }

    /** Parameters of {@code agent-update.sql} and {@code tenant-update.sql}. */
    Map<String, Object> parameters(UUID id, Actor actor) {
        Map<String, Object> parameters = new HashMap<>(values);
        ROWS.stream().filter(row -> has(row) && values.get(row) == null).forEach(row -> {
            parameters.remove(row);
            parameters.put("no_" + row, true);
        });
        parameters.put("id", id);
        parameters.put("token", actor.tokenIdOrNull());
        parameters.put("actor", actor.name());
        parameters.put("detail", detail(values));
        return parameters;
    }

    /** For the audit log. A path or query of an address may hold a secret, as do keys. */
    static String detail(Map<String, Object> values) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) ->
                detail.putPOJO(name, CONFIDENTIAL.contains(name) && value != null ? "changed" : value));
        return detail.toString();
    }
}
