package io.jiraagent.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jiraagent.access.AccessRole;
import io.jiraagent.access.Caller;
import io.jiraagent.database.SqlText;
import io.jiraagent.ticket.MalformedPayloadException;
import io.jiraagent.ticket.PayloadReader;
import io.jiraagent.ticket.PayloadReading;
import io.jiraagent.webhook.RecentEvents;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads executions; a caller gets no other tenant's. Thread-safe. */
public final class Executions {
    private static final SqlText LIST = SqlText.load("history-executions");
    private static final SqlText ONE = SqlText.load("history-execution");
    private static final SqlText COMMENT = SqlText.load("jira-comment-of");
    private static final SqlText ATTEMPTS = SqlText.load("history-attempts");

    private static final PayloadReader READER = new PayloadReader();

    private final JdbcClient jdbc;
    private final RecentEvents recent;
    private final ExecutionSearch quick;
    private final ExecutionSearch whole;

    public Executions(JdbcClient jdbc, RecentEvents recent) {
        this.jdbc = jdbc;
        this.recent = recent;
        this.quick = new ExecutionSearch(jdbc, ExecutionSearch.Reach.QUICK);
        this.whole = new ExecutionSearch(jdbc, ExecutionSearch.Reach.WHOLE);
    }

    /**
     * A page. A search that takes long ends early: then there is a next page though this one is not full.
     *
     * @param before where the page before has ended, or null
     */
    Items<ExecutionSummary> list(ExecutionFilter filter, int limit, Cursor before) {
        return list(filter, limit, before, quick);
    }

    /** The newest so many, however long a search for them takes. */
    Items<ExecutionSummary> all(ExecutionFilter filter, int limit) {
        return list(filter, limit, null, whole);
    }

    private Items<ExecutionSummary> list(ExecutionFilter filter, int limit, Cursor before, ExecutionSearch search) {
        Map<String, Object> parameters = filter.conditions();
        parameters.put("limit", limit + 1);
        if (before != null) {
            parameters.put("before_at", Rows.timestamp(before.queuedAt()));
            parameters.put("before_id", before.id());
        }
        ExecutionSearch.Found found = parameters.containsKey("q")
                ? search.newest(parameters)
                : new ExecutionSearch.Found(query(parameters), null);
        if (found.executions().size() <= limit && found.reached() != null) {
            return new Items<>(found.executions(), found.reached().encode());
        }
        return Items.of(found.executions(), limit, last -> last.cursor().encode());
    }

    private List<ExecutionSummary> query(Map<String, Object> parameters) {
        return LIST.with(jdbc, parameters)
                .query((row, number) -> ExecutionSummary.read(row))
                .list();
    }

    /** The newest of the same tenant's and issue's, without itself; none where the issue has no key. */
    List<ExecutionSummary> ofSameIssue(ExecutionSummary run, int most, Caller caller) {
        if (run.issueKey() == null || run.tenantId() == null) {
            return List.of();
        }
        return list(ExecutionFilter.ofIssue(run.tenantId(), run.issueKey(), caller), most + 1, null).items().stream()
                .filter(other -> !other.id().equals(run.id()))
                .limit(most)
                .toList();
    }

    /** Also finds what this instance has accepted and no worker has written down yet. */
    Optional<ExecutionDetail> find(UUID id, Caller caller) {
        return ONE.with(jdbc, Map.of("id", id))
                .query((row, number) -> read(row, id, caller))
                .optional()
                .map(found -> found.with(attempts(found.summary().id()), comment(found.summary())))
                .or(() -> recent.acknowledged(id).map(Executions::queued))
                .filter(detail -> caller.sees(detail.summary().tenantId()));
    }

    private static ExecutionDetail read(ResultSet row, UUID requested, Caller caller) throws SQLException {
        ExecutionSummary summary = ExecutionSummary.read(row);
        byte[] raw = row.getBytes("payload");
        String payload = caller.may(AccessRole.OPERATOR) ? new String(raw, StandardCharsets.UTF_8) : null;
        Optional<PayloadReading> reading = reading(raw);
        return new ExecutionDetail(
                summary,
                summary.id().equals(requested) ? null : requested,
                Rows.json(row, "result"),
                Rows.json(row, "origin"),
                List.of(),
                reading.map(PayloadReading::repairs).orElse(List.of()),
                null,
                Rows.instant(row, "awaited_until"),
                Rows.instant(row, "discarded_at"),
                payload == null ? null : Rows.json(payload).orElseGet(() -> TextNode.valueOf(payload)),
                payload,
                payload == null ? null : reading.map(PayloadReading::ticket).orElse(null),
                row.getString("jira_url"),
                Rows.instant(row, "breaker_open_since"));
    }

    /** Reading the same bytes gives the same ticket and repairs as it did for the agent. */
    private static Optional<PayloadReading> reading(byte[] payload) {
        try {
            return Optional.of(READER.read(payload));
        } catch (MalformedPayloadException e) {
            return Optional.empty();
        }
    }

    private List<ExecutionAttempt> attempts(UUID id) {
        return ATTEMPTS.with(jdbc, Map.of("id", id))
                .query((row, number) -> ExecutionAttempt.read(row))
                .list();
    }

    private CommentState comment(ExecutionSummary run) {
        return COMMENT.with(jdbc, Map.of("id", run.id()))
                .query((row, number) -> CommentState.read(row, run.id(), run.issueKey()))
                .optional()
                .orElse(null);
    }

    private static ExecutionDetail queued(RecentEvents.Acknowledged event) {
        ExecutionSummary summary = new ExecutionSummary(
                event.executionId(),
                event.agentId(),
                null,
                event.tenantId(),
                event.issueKey(),
                event.eventType(),
                null,
                "queued",
                0,
                1,
                event.receivedAt().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                null,
                null,
                null);
        return new ExecutionDetail(
                summary,
                null,
                null,
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
