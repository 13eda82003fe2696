package io.jiraagent.tenant;

import io.jiraagent.database.SqlText;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Changes agents; doors and workers follow within seconds. Thread-safe. */
public final class AgentUpdates {
    private static final SqlText UPDATE = SqlText.load("agent-update");

    private final JdbcClient jdbc;
    private final AgentRegistry registry;
    private final UrlCheck urls;

    public AgentUpdates(JdbcClient jdbc, UrlCheck urls) {
        this.jdbc = jdbc;
        this.registry = new AgentRegistry(jdbc);
        this.urls = urls;
    }

    /** @throws NotRegisteredException there is no such agent */
    public RegisteredAgent setStatus(UUID id, AgentStatus status, Actor actor) {
        return change(id, draft -> draft.status(status), actor);
    }

    /**
     * @param change given the agent as it is
     * @return the agent as it is now
     * @throws InvalidRegistrationException the agent would not be usable
     * @throws NotRegisteredException there is no such agent
     */
    public RegisteredAgent change(UUID id, UnaryOperator<AgentDraft> change, Actor actor) {
        RegisteredAgent agent = registry.get(id);
        AgentDefinition after = change.apply(new AgentDraft(agent.definition())).definition();
        ChangedColumns changed = ChangedColumns.between(columns(agent.definition()), columns(after));
        if (changed.none()) {
            return agent;
        }
        // Whatever else has become of an agent, it can be paused.
        if (!changed.only("status")) {
            AgentRules.check(after, changed.has("url") || changed.has("model") ? urls : url -> {});
            ModelRules.checkMove(agent.definition().model(), after.model());
            registry.checkBackup(after);
        }
        UPDATE.with(jdbc, changed.parameters(id, actor)).update();
        return registry.get(id);
    }

    private static Map<String, Object> columns(AgentDefinition agent) {
        Map<String, Object> columns = new HashMap<>(agent.allowance().columns());
        columns.put("name", agent.name());
        columns.put("kind", agent.kind());
        columns.put("status", agent.status().text());
        columns.put("url", agent.url().orElse(null));
        columns.put("model", agent.model().map(ModelSettings::row).orElse(null));
        columns.put("public_key", agent.publicKey().orElse(null));
        columns.put("strict_payload", agent.strictPayload());
        columns.put("idempotent", agent.idempotent());
        columns.put("concurrency", agent.limits().concurrency());
        columns.put("max_attempts", agent.limits().maxAttempts());
        columns.put("deadline_seconds", agent.limits().deadlineSeconds());
        columns.put("answer_within_seconds", agent.limits().answerWithinSeconds());
        columns.put("retry_for_seconds", agent.limits().retryForSeconds());
        columns.put("runs_per_issue_hour", agent.limits().runsPerIssueHour().orElse(null));
        columns.put("strict_order", agent.strictOrder());
        columns.put("backup_agent_id", agent.backup().orElse(null));
        return columns;
    }
}
