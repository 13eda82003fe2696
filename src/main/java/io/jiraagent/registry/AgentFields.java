package io.jiraagent.registry;

import io.jiraagent.history.Agents;
import io.jiraagent.tenant.AgentDraft;
import io.jiraagent.tenant.AgentStatus;
import java.util.Set;

/** An agent's settings as fields of a JSON body. */
final class AgentFields {
    static final Set<String> NAMES = Set.of(
            "name",
            "kind",
            "url",
            "public_key",
            "status",
            "concurrency",
            "max_attempts",
            "deadline_seconds",
            "retry_for_seconds",
            "strict_order",
            "backup_agent_id",
            "rate_limit",
            "daily_runs",
            "idempotent",
            "strict_payload");

    private AgentFields() {}

    /** Takes over the fields that are there. */
    static AgentDraft apply(Fields fields, AgentDraft draft) {
        fields.text("name").ifPresent(draft::name);
        fields.text("kind").ifPresent(draft::kind);
        fields.nullableText("url", draft::url);
        fields.nullableText("public_key", draft::publicKey);
        fields.oneOf("status", Agents.STATUSES, text -> draft.status(AgentStatus.of(text)));
        fields.number("concurrency", draft::concurrency);
        fields.number("max_attempts", draft::maxAttempts);
        fields.number("deadline_seconds", draft::deadlineSeconds);
        fields.number("retry_for_seconds", draft::retryForSeconds);
        fields.flag("strict_order", draft::strictOrder);
        fields.nullableUuid("backup_agent_id", draft::backup);
        fields.rateLimit(draft::rateLimit);
        fields.nullableNumber("daily_runs", draft::dailyRuns);
        fields.flag("idempotent", draft::idempotent);
        fields.flag("strict_payload", draft::strictPayload);
        return draft;
    }
}
