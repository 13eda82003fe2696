package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.RunningProgram;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The tokens of API and pages from the command line. */
class TokenCommandTest {
    private final RunningProgram program = RunningProgram.shared();
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID tenantId =
            UUID.fromString(CommandRun.of("tenant", "add", "--name", tenant).value("TENANT_ID"));

    @Test
    void aTokenIsStoredAsItsHashWithRoleTenantAndExpiry() {
        String name = "grafana " + UUID.randomUUID().toString().substring(0, 8);

        JsonNode created = CommandRun.of(
                        "token",
                        "create",
                        "--name",
                        name,
                        "--role",
                        "viewer",
                        "--tenant",
                        tenant,
                        "--expires-in",
                        "90d",
                        "--json")
                .json();

        String text = created.get("token").asText();
        Map<String, Object> row = program.jdbc()
                .sql("SELECT token_sha256, role, tenant_id, expires_at - created_at = interval '90 days' AS days"
                        + " FROM api_tokens WHERE id = :id")
                .param("id", UUID.fromString(created.get("id").asText()))
                .query()
                .singleRow();
        assertThat(row)
                .containsEntry("token_sha256", Hashes.ofToken(text))
                .containsEntry("role", "viewer")
                .containsEntry("tenant_id", tenantId)
                .containsEntry("days", true);
        assertThat(CommandRun.of("token", "list").succeeded().out())
                .containsPattern(name + " +viewer +" + tenant + " +valid")
                .doesNotContain(text);
    }

    @Test
    void aRevokedTokenIsKeptAndItsNameIsFreeAgain() {
        String name = "ci " + UUID.randomUUID().toString().substring(0, 8);
        List<String> create = List.of("token", "create", "--name", name, "--role", "ADMIN");
        CommandRun.of(create.toArray(String[]::new)).value("API_TOKEN");

        CommandRun revoked = CommandRun.of("token", "revoke", name, "--json");

        assertThat(revoked.json("state")).isEqualTo("revoked");
        assertThat(CommandRun.of("token", "revoke", name).err()).contains("no valid token '" + name + "'");
        assertThat(CommandRun.of("token", "revoke", revoked.json("id"), "--json")
                        .json("revoked_at"))
                .isEqualTo(revoked.json("revoked_at"));
        CommandRun.of(create.toArray(String[]::new)).succeeded();
        assertThat(CommandRun.of("token", "list", "--json").json().findValuesAsText("name"))
                .filteredOn(name::equals)
                .hasSize(2);
    }
}
