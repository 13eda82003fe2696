package io.jiraagent.history;

import io.jiraagent.access.Caller;
import io.jiraagent.web.Parameters;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which executions are asked for.
 *
 * @param scope the only tenant that the caller sees; empty: all
 * @param reason of the error
 * @param deadLetters only the failed ones that are not discarded
 */
record ExecutionFilter(
        Optional<UUID> scope,
        Optional<UUID> agent,
        Optional<UUID> tenant,
        Optional<String> status,
        Optional<String> issueKey,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> reason,
        boolean deadLetters) {
    static final List<String> STATUSES = List.of("queued", "in_progress", "completed", "failed");
    static final Set<String> NAMES = Set.of("agent_id", "tenant_id", "status", "issue_key", "from", "to");

    /** @param zone in which days are meant */
    static ExecutionFilter read(Parameters parameters, ZoneId zone, Caller caller) {
        return new ExecutionFilter(
                caller.tenantId(),
                parameters.uuid("agent_id"),
                parameters.uuid("tenant_id"),
                parameters.oneOf("status", STATUSES),
                parameters.text("issue_key"),
                TimeBound.from(parameters, zone),
                TimeBound.to(parameters, zone),
                Optional.empty(),
                false);
    }

    /** @param zone in which days are meant */
    static ExecutionFilter deadLetters(Parameters parameters, ZoneId zone, Caller caller) {
        parameters.oneOf("status", List.of("failed"));
        return new ExecutionFilter(
                caller.tenantId(),
                parameters.uuid("agent_id"),
                parameters.uuid("tenant_id"),
                Optional.of("failed"),
                parameters.text("issue_key"),
                TimeBound.from(parameters, zone),
                TimeBound.to(parameters, zone),
                parameters.text("reason"),
                true);
    }

    boolean restricts() {
        return agent.isPresent()
                || tenant.isPresent()
                || status.isPresent()
                || issueKey.isPresent()
                || from.isPresent()
                || to.isPresent();
    }

    /** Parameters of {@code history-executions.sql}. */
    Map<String, Object> conditions() {
        Map<String, Object> conditions = new HashMap<>();
        scope.ifPresent(value -> conditions.put("scope", value));
        agent.ifPresent(value -> conditions.put("agent", value));
        tenant.ifPresent(value -> conditions.put("tenant", value));
        status.ifPresent(value -> conditions.put(value, true));
        issueKey.ifPresent(value -> conditions.put("issue_key", value));
        from.ifPresent(value -> conditions.put("from", Rows.timestamp(value)));
        to.ifPresent(value -> conditions.put("to", Rows.timestamp(value)));
        reason.ifPresent(value -> conditions.put("reason", value));
        if (deadLetters) {
            conditions.put("dead_letters", true);
        }
        return conditions;
    }
}
