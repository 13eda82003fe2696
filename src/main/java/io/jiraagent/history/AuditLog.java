package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import io.jiraagent.web.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what: {@code /api/audit} and its page. A caller gets no other tenant's. Thread-safe. */
public final class AuditLog {
    private static final String PATH = "/Audit";
    private static final SqlText LIST = SqlText.load("history-audit");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final JdbcClient jdbc;

    public AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of entries, newest first. */
    public Items<AuditEntry> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of("execution_id", "action", "limit", "cursor"));
        return read(request);
    }

    public PageView show(OpsRequest request) {
        Items<AuditEntry> page = read(request);
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "audit");
        model.put("rows", page.items());
        model.put("older", FilterForm.older(PATH, Map.of(), page.nextCursor()));
        model.put(
                "newest",
                request.parameters().text("cursor").map(cursor -> PATH).orElse(null));
        return PageView.of("audit", model);
    }

    /** Oldest first. */
    List<AuditEntry> of(UUID execution, Caller caller) {
        Map<String, Object> conditions = scope(caller);
        conditions.put("execution", execution);
        conditions.put("limit", MAX_LIMIT);
        return query(conditions).stream()
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    private Items<AuditEntry> read(OpsRequest request) {
        Parameters parameters = request.parameters();
        int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Map<String, Object> conditions = scope(request.caller());
        conditions.put("limit", limit + 1);
        parameters.uuid("execution_id").ifPresent(id -> conditions.put("execution", id));
        parameters.text("action").ifPresent(action -> conditions.put("action", action));
        parameters.text("cursor").ifPresent(cursor -> conditions.put("before", Cursor.decodeNumber(cursor)));
        return Items.of(query(conditions), limit, last -> Cursor.encode(last.id()));
    }

    private List<AuditEntry> query(Map<String, Object> conditions) {
        return LIST.with(jdbc, conditions)
                .query((row, number) -> AuditEntry.read(row))
                .list();
    }

    private static Map<String, Object> scope(Caller caller) {
        Map<String, Object> conditions = new HashMap<>();
        caller.tenantId().ifPresent(tenant -> conditions.put("scope", tenant));
        return conditions;
    }
}
