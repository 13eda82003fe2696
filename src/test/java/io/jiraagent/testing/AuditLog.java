package io.jiraagent.testing;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the running program has written down about who did what. */
public final class AuditLog {
    private AuditLog() {}

    /** Oldest first: action, actor, token_id, tenant_id, execution_id, and detail as text. */
    public static List<Map<String, Object>> ofAgent(UUID agent) {
        return entries("agent_id", agent);
    }

    /** As {@link #ofAgent}, of what concerns no agent but the tenant. */
    public static List<Map<String, Object>> ofTenant(UUID tenant) {
        return entries("agent_id IS NULL AND tenant_id", tenant);
    }

    private static List<Map<String, Object>> entries(String column, UUID id) {
        return RunningProgram.shared()
                .jdbc()
                .sql("SELECT action, actor, token_id, tenant_id, execution_id, detail::text AS detail FROM audit_log"
                        + " WHERE " + column + " = :id ORDER BY id")
                .param("id", id)
                .query()
                .listOfRows();
    }
}
