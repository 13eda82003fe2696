package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.PageView;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What needs somebody: {@code /api/alerts} and its page. A caller of one tenant gets only that tenant's. Thread-safe. */
public final class AlertList {
    private static final SqlText LIST = SqlText.load("history-alerts");

    private final JdbcClient jdbc;

    public AlertList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param name a fixed word such as {@code budget_exceeded}
     * @param subject id of the agent or budget that it is about, or empty
     * @param tenantId null: concerns all
     * @param resolvedAt null while it lasts
     * @param toldAt when somebody was told last, or null
     */
    public record Entry(
            String name,
            String subject,
            UUID tenantId,
            String tenant,
            String message,
            Instant since,
            Instant resolvedAt,
            Instant toldAt) {}

    /** At most two hundred, those that last first. */
    public Items<Entry> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of());
        return Items.all(read(request.caller()));
    }

    public PageView show(OpsRequest request) {
        Map<String, Object> model = new HashMap<>();
        model.put("nav", "alerts");
        model.put("rows", read(request.caller()));
        return PageView.of("alerts", model);
    }

    /** Those that are not over. */
    List<Entry> lasting(Caller caller) {
        return read(caller).stream().filter(entry -> entry.resolvedAt() == null).toList();
    }

    private List<Entry> read(Caller caller) {
        Map<String, Object> scope = new HashMap<>();
        caller.tenantId().ifPresent(tenant -> scope.put("scope", tenant));
        return LIST.with(jdbc, scope)
                .query((row, number) -> new Entry(
                        row.getString("name"),
                        row.getString("subject"),
                        Rows.uuid(row, "tenant_id"),
                        row.getString("tenant"),
                        row.getString("message"),
                        Rows.instant(row, "since"),
                        Rows.instant(row, "resolved_at"),
                        Rows.instant(row, "told_at")))
                .list();
    }
}
