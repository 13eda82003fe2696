package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.AuditLog;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Settings, limits and budgets of tenants and agents from the command line. */
class AgentSettingsCommandTest {
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID tenantId = UUID.fromString(
            CommandRun.of("tenant", "add", "--name", tenant, "--rate-limit", "600/min", "--daily-runs", "900")
                    .value("TENANT_ID"));

    private UUID added(String... more) {
        String[] arguments = new String[8 + more.length];
        System.arraycopy(
                new String[] {"agent", "add", "--tenant", tenant, "--name", "Triage", "--kind", "echo"},
                0,
                arguments,
                0,
                8);
        System.arraycopy(more, 0, arguments, 8, more.length);
        return UUID.fromString(CommandRun.of(arguments).value("AGENT_ID"));
    }

    private static JsonNode shown(UUID agent) {
        return CommandRun.of("agent", "show", agent.toString(), "--json").json();
    }

    @Test
    void anAgentIsMadeWithItsLimitAndBudget() {
        UUID agent = added("--rate-limit", "5/s", "--daily-runs", "40");

        JsonNode shown = shown(agent);

        assertThat(shown.path("rate_limit").asText()).isEqualTo("5/s");
        assertThat(shown.path("daily_runs").asInt()).isEqualTo(40);
        assertThat(shown.path("webhook_url").asText()).endsWith("/webhook/agents/" + agent + "/webhook");
        assertThat(CommandRun.of("agent", "show", agent.toString()).succeeded().out())
                .containsPattern("rate_limit +5/s")
                .containsPattern("daily_runs +40")
                .containsPattern("url +-");
    }

    @Test
    void settingsThatAreNotNamedStay() {
        UUID agent = added("--daily-runs", "40", "--idempotent", "--answer-within", "2h");
        String id = agent.toString();

        CommandRun.of("agent", "set", id, "--rate-limit", "60/min", "--concurrency", "9", "--status", "active")
                .succeeded();
        JsonNode first = shown(agent);
        CommandRun.of(
                        "agent",
                        "set",
                        id,
                        "--daily-runs",
                        "none",
                        "--rate-limit",
                        "none",
                        "--no-idempotent",
                        "--answer-within",
                        "90s")
                .succeeded();
        JsonNode second = shown(agent);

        assertThat(first.path("rate_limit").asText()).isEqualTo("60/min");
        assertThat(first.path("concurrency").asInt()).isEqualTo(9);
        assertThat(first.path("status").asText()).isEqualTo("active");
        assertThat(first.path("daily_runs").asInt()).isEqualTo(40);
        assertThat(first.path("idempotent").asBoolean()).isTrue();
        assertThat(first.path("answer_within_seconds").asInt()).isEqualTo(7200);
        assertThat(second.path("answer_within_seconds").asInt()).isEqualTo(90);
        assertThat(second.path("daily_runs").isNull()).isTrue();
        assertThat(second.path("rate_limit").isNull()).isTrue();
        assertThat(second.path("idempotent").asBoolean()).isFalse();
        assertThat(second.path("concurrency").asInt()).isEqualTo(9);
    }

    @Test
    void aTenantsLimitsAreShownAndChanged() {
        assertThat(CommandRun.of("tenant", "list").succeeded().out())
                .containsPattern(tenantId + " +" + tenant + " +600/min +900");

        JsonNode changed = CommandRun.of("tenant", "set", tenant, "--rate-limit", "none", "--json")
                .json();

        assertThat(changed.path("rate_limit").isNull()).isTrue();
        assertThat(changed.path("daily_runs").asInt()).isEqualTo(900);
    }

    @Test
    void theAuditLogNamesTheCommandLine() {
        UUID agent = added();
        CommandRun.of("agent", "pause", agent.toString()).succeeded();
        CommandRun.of("secret", "rotate", "--agent", agent.toString()).succeeded();
        CommandRun.of("secret", "rotate", "--agent", agent.toString(), "--automation-token")
                .succeeded();
        String token = "a token " + agent;
        CommandRun.of("token", "create", "--name", token, "--role", "viewer", "--tenant", tenant)
                .succeeded();
        CommandRun.of("token", "revoke", token).succeeded();

        assertThat(AuditLog.ofAgent(agent))
                .allSatisfy(entry -> assertThat(entry)
                        .containsEntry("actor", "cli")
                        .containsEntry("token_id", null)
                        .containsEntry("tenant_id", tenantId))
                .extracting(entry -> entry.get("action"))
                .containsExactly("agent_created", "agent_changed", "secret_rotated", "automation_token_rotated");
        assertThat(AuditLog.ofTenant(tenantId))
                .extracting(entry -> entry.get("action"))
                .containsExactly("tenant_created", "token_created", "token_revoked");
    }
}
