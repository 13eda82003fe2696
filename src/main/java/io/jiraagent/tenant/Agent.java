package io.jiraagent.tenant;

import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An agent as receiver and worker need it.
 *
 * @param kind names its route, {@code direct:agent-<kind>}
 * @param status {@code draft}, {@code active} or {@code paused}
 * @param signingKeys empty when the stored secret cannot be decrypted
 * @param publicKey checks Ed25519 signatures of its senders, empty when there is none
 * @param automationTokenHash SHA-256 of the token for Jira Automation, empty when it has none
 * @param strictPayload unusable JSON is refused with 422 instead of accepted and failed
 * @param address where it is asked, empty when its route needs none
 * @param model the one it asks, empty for kinds that ask none
 * @param deadline for one attempt
 * @param allowance its own
 * @param tenantAllowance that of all its tenant's agents together
 * @param ownAccounts names of the integration in Jira, in lower case, whose events are ignored
 * @param runsPerIssueHour executions of one issue that may begin within an hour; empty: any number
 * @param listeningUntil somebody looks at its requests until then; empty when nobody does
 */
public record Agent(
        UUID id,
        UUID tenantId,
        String tenantName,
        String name,
        String kind,
        String status,
        Optional<SigningKeys> signingKeys,
        Optional<PublicKey> publicKey,
        Optional<byte[]> automationTokenHash,
        boolean strictPayload,
        Optional<AgentAddress> address,
        Optional<ModelSettings> model,
        Duration deadline,
        Allowance allowance,
        Allowance tenantAllowance,
        Set<String> ownAccounts,
        Optional<Integer> runsPerIssueHour,
        Optional<Instant> listeningUntil) {
    /** Runs are counted against a daily budget: its own, or its tenant's. */
    public boolean hasBudget() {
        return allowance.dailyRuns().isPresent() || tenantAllowance.dailyRuns().isPresent();
    }

    /** Tokens of its model are counted against a daily budget: its own, or its tenant's. */
    public boolean hasTokenBudget() {
        return allowance.dailyTokens().isPresent()
                || tenantAllowance.dailyTokens().isPresent();
    }

    public boolean active() {
        return "active".equals(status);
    }
}
