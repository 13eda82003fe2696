package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.ApiTokens;
import io.jiraagent.tenant.AgentDefinition;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.ModelKey;
import io.jiraagent.tenant.ModelSettings;
import io.jiraagent.tenant.RateLimit;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.Tenant;
import java.util.List;
import java.util.Optional;

/** Tenants, agents and tokens as {@code --json} prints them; names as in the database. */
final class RegistryJson {
    private RegistryJson() {}

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode tenant(Tenant tenant) {
        return object().put("id", tenant.id().toString())
                .put("name", tenant.name())
                .put("rate_limit", rateLimit(tenant.allowance()))
                .put("daily_runs", tenant.allowance().dailyRuns().orElse(null))
                .put("daily_tokens", tenant.allowance().dailyTokens().orElse(null))
                .put("created_at", tenant.createdAt().toString())
                .set("own_accounts", texts(tenant.ownAccounts()));
    }

    static ObjectNode agent(RegisteredAgent agent) {
        AgentDefinition definition = agent.definition();
        return object().put("id", agent.id().toString())
                .put("tenant_id", definition.tenantId().toString())
                .put("tenant_name", agent.tenantName())
                .put("name", agent.name())
                .put("kind", definition.kind())
                .put("status", definition.status().text())
                .put("url", definition.url().orElse(null))
                .put("public_key", definition.publicKey().orElse(null))
                .put("concurrency", definition.limits().concurrency())
                .put("max_attempts", definition.limits().maxAttempts())
                .put("deadline_seconds", definition.limits().deadlineSeconds())
                .put("rate_limit", rateLimit(definition.allowance()))
                .put("daily_runs", definition.allowance().dailyRuns().orElse(null))
                .put("daily_tokens", definition.allowance().dailyTokens().orElse(null))
                .put("base_url", text(definition.model().map(ModelSettings::baseUrl)))
                .put("model", text(definition.model().map(ModelSettings::name)))
                .put(
                        "model_key",
                        text(definition.model().map(ModelSettings::key).map(ModelKey::describe)))
                .put("prompt", text(definition.model().map(RegistryJson::prompt)))
                .put(
                        "max_input_tokens",
                        definition.model().map(ModelSettings::maxInputTokens).orElse(null))
                .put(
                        "max_output_tokens",
                        definition.model().map(ModelSettings::maxOutputTokens).orElse(null))
                .put(
                        "input_price",
                        definition
                                .model()
                                .flatMap(ModelSettings::prices)
                                .map(ModelSettings.Prices::input)
                                .orElse(null))
                .put(
                        "output_price",
                        definition
                                .model()
                                .flatMap(ModelSettings::prices)
                                .map(ModelSettings.Prices::output)
                                .orElse(null))
                .put("idempotent", definition.idempotent())
                .put("answer_within_seconds", definition.limits().answerWithinSeconds())
                .put("retry_for_seconds", definition.limits().retryForSeconds())
                .put(
                        "runs_per_issue_hour",
                        definition.limits().runsPerIssueHour().orElse(null))
                .put("backup_agent_id", text(definition.backup()))
                .put("strict_order", definition.strictOrder())
                .put("strict_payload", definition.strictPayload())
                .put("created_at", agent.createdAt().toString())
                .put("previous_secret_until", text(agent.previousSecretUntil()));
    }

    static ObjectNode token(ApiTokens.Token token) {
        return object().put("id", token.id().toString())
                .put("name", token.name())
                .put("role", token.role().text())
                .put("tenant_id", text(token.tenantId()))
                .put("tenant_name", token.tenantName().orElse(null))
                .put("state", token.state())
                .put("created_at", token.createdAt().toString())
                .put("expires_at", text(token.expiresAt()))
                .put("revoked_at", text(token.revokedAt()));
    }

    private static String prompt(ModelSettings model) {
        return model.prompt()
                + model.promptVersion().map(version -> ".v" + version).orElse("");
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    private static String rateLimit(Allowance allowance) {
        return text(allowance.rateLimit().map(RateLimit::text));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
