package io.jiraagent.tenant;

import java.util.Optional;
import java.util.UUID;

/**
 * What an operator decides about an agent.
 *
 * @param kind names its route, {@code routes/agents/<kind>.camel.yaml}
 * @param url where it is asked, for kinds that ask over HTTP
 * @param model the one it asks, for kinds that ask one
 * @param publicKey {@code whpk_…}, checks what its senders sign by Ed25519
 * @param allowance its own; its tenant's holds as well
 * @param idempotent running it twice does no harm; always so for kind {@code openai}, since asking a model has no effect
 *     outside
 * @param strictPayload unusable JSON is refused instead of accepted and failed
 * @param strictOrder a later event of an issue waits until the earlier one has ended, with all its retries
 * @param backup an agent of the same tenant that stands in for this one
 */
public record AgentDefinition(
        UUID id,
        UUID tenantId,
        String name,
        String kind,
        Optional<String> url,
        Optional<ModelSettings> model,
        Optional<String> publicKey,
        AgentLimits limits,
        Allowance allowance,
        boolean idempotent,
        boolean strictPayload,
        boolean strictOrder,
        Optional<UUID> backup,
        AgentStatus status) {
    /** The kind that cannot work without a model. */
    public static final String MODEL_KIND = "openai";

    public AgentDefinition {
        idempotent = idempotent || kind.equals(MODEL_KIND);
    }
}
