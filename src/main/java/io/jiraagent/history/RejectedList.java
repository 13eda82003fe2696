package io.jiraagent.history;

import io.jiraagent.database.SqlText;
import io.jiraagent.web.OpsRequest;
import io.jiraagent.web.Parameters;
import io.jiraagent.webhook.RefusalReason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refused webhook requests, {@code /api/rejected} and its page. Thread-safe. */
public final class RejectedList {
    static final List<String> REASONS =
            Arrays.stream(RefusalReason.values()).map(RefusalReason::label).toList();

    private static final SqlText LIST = SqlText.load("history-rejected");
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final JdbcClient jdbc;

    public RejectedList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of refused requests, newest first. */
    public Items<RejectedEntry> list(OpsRequest request) {
        request.parameters().refuseOthersThan(Set.of("agent_id", "reason", "limit", "cursor"));
        return read(request);
    }

    Items<RejectedEntry> read(OpsRequest request) {
        Parameters parameters = request.parameters();
        int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Map<String, Object> conditions = new HashMap<>();
        conditions.put("limit", limit + 1);
        request.caller().tenantId().ifPresent(tenant -> conditions.put("scope", tenant));
        parameters.uuid("agent_id").ifPresent(agent -> conditions.put("agent", agent));
        parameters.oneOf("reason", REASONS).ifPresent(reason -> conditions.put("reason", reason));
        parameters.text("cursor").ifPresent(cursor -> conditions.put("before", Cursor.decodeNumber(cursor)));
        List<RejectedEntry> found = LIST.with(jdbc, conditions)
                .query((row, number) -> RejectedEntry.read(row))
                .list();
        return Items.of(found, limit, last -> Cursor.encode(last.id()));
    }
}
