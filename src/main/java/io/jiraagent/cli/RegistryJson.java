package io.jiraagent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jiraagent.access.ApiTokens;
import io.jiraagent.tenant.AgentDefinition;
import io.jiraagent.tenant.Allowance;
import io.jiraagent.tenant.RateLimit;
import io.jiraagent.tenant.RegisteredAgent;
import io.jiraagent.tenant.Tenant;
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
                .put("created_at", tenant.createdAt().toString());
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
                .put("idempotent", definition.idempotent())
                .put("retry_for_seconds", definition.limits().retryForSeconds())
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

    private static String rateLimit(Allowance allowance) {
        return text(allowance.rateLimit().map(RateLimit::text));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
