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
 * @param text whose words begin words of the issue key, the summary or the error
 * @param reason of the error
 * @param deadLetters only the failed ones that are not discarded
 */
record ExecutionFilter(
        Optional<UUID> scope,
        Optional<UUID> agent,
        Optional<UUID> tenant,
        Optional<String> status,
        Optional<String> issueKey,
        Optional<String> text,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> reason,
        boolean deadLetters) {
    static final List<String> STATUSES = List.of("queued", "in_progress", "completed", "failed");
    static final Set<String> NAMES = Set.of("agent_id", "tenant_id", "status", "issue_key", "q", "from", "to");

    /** @param zone in which days are meant */
    static ExecutionFilter read(Parameters parameters, ZoneId zone, Caller caller) {
        return new ExecutionFilter(
                caller.tenantId(),
                parameters.uuid("agent_id"),
                parameters.uuid("tenant_id"),
                parameters.oneOf("status", STATUSES),
                parameters.text("issue_key"),
                parameters.text("q").filter(ExecutionFilter::holdsWord),
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
                parameters.text("q").filter(ExecutionFilter::holdsWord),
                TimeBound.from(parameters, zone),
                TimeBound.to(parameters, zone),
                parameters.text("reason").map(ExecutionFilter::code),
                true);
    }

    /** @param issueKey as an execution has it, whatever it holds */
    static ExecutionFilter ofIssue(UUID tenant, String issueKey, Caller caller) {
        return new ExecutionFilter(
                caller.tenantId(),
                Optional.empty(),
                Optional.of(tenant),
                Optional.empty(),
                Optional.of(issueKey),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    /** While somebody types there may be nothing yet that could be found. */
    private static boolean holdsWord(String typed) {
        return typed.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    /** A reason as pages show it, with spaces, means the same. */
    private static String code(String reason) {
        return reason.replace(' ', '_');
    }

    boolean restricts() {
        return agent.isPresent()
                || tenant.isPresent()
                || status.isPresent()
                || issueKey.isPresent()
                || text.isPresent()
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
        text.ifPresent(value -> conditions.put("q", value));
        from.ifPresent(value -> conditions.put("from", Rows.timestamp(value)));
        to.ifPresent(value -> conditions.put("to", Rows.timestamp(value)));
        reason.ifPresent(value -> conditions.put("reason", value));
        if (deadLetters) {
            conditions.put("dead_letters", true);
        }
        return conditions;
    }
}
