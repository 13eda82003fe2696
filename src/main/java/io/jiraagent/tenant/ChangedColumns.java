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
        if (has("daily_runs") && values.get("daily_runs") == null) {
            parameters.remove("daily_runs");
            parameters.put("no_daily_runs", true);
        }
        parameters.put("id", id);
        parameters.put("token", actor.tokenIdOrNull());
        parameters.put("actor", actor.name());
        parameters.put("detail", detail(values));
        return parameters;
    }

    /** For the audit log. A path or query of an address may hold a secret, so it is only said to have changed. */
    static String detail(Map<String, Object> values) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> detail.putPOJO(name, name.equals("url") && value != null ? "changed" : value));
        return detail.toString();
    }
}
