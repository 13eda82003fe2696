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
            "model",
            "public_key",
            "status",
            "concurrency",
            "max_attempts",
            "deadline_seconds",
            "answer_within_seconds",
            "retry_for_seconds",
            "runs_per_issue_hour",
            "strict_order",
            "backup_agent_id",
            "rate_limit",
            "daily_runs",
            "daily_tokens",
            "idempotent",
            "strict_payload");

    private AgentFields() {}

    /** Takes over the fields that are there. */
    static AgentDraft apply(Fields fields, ModelFields models, AgentDraft draft) {
        fields.text("name").ifPresent(draft::name);
        fields.text("kind").ifPresent(draft::kind);
        fields.nullableText("url", draft::url);
        fields.nullableObject("model", ModelFields.NAMES, model -> draft.model(models.apply(model, draft.model())));
        fields.nullableText("public_key", draft::publicKey);
        fields.oneOf("status", Agents.STATUSES, text -> draft.status(AgentStatus.of(text)));
        fields.number("concurrency", draft::concurrency);
        fields.number("max_attempts", draft::maxAttempts);
        fields.number("deadline_seconds", draft::deadlineSeconds);
        fields.number("answer_within_seconds", draft::answerWithinSeconds);
        fields.number("retry_for_seconds", draft::retryForSeconds);
        fields.nullableNumber("runs_per_issue_hour", draft::runsPerIssueHour);
        fields.flag("strict_order", draft::strictOrder);
        fields.nullableUuid("backup_agent_id", draft::backup);
        fields.rateLimit(draft::rateLimit);
        fields.nullableNumber("daily_runs", draft::dailyRuns);
        fields.nullableNumber("daily_tokens", draft::dailyTokens);
        fields.flag("idempotent", draft::idempotent);
        fields.flag("strict_payload", draft::strictPayload);
        return draft;
    }
}
