package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.StubJira;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code jira-agent jira}. */
class JiraCommandTest {
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final UUID tenantId =
            UUID.fromString(CommandRun.of("tenant", "add", "--name", tenant).value("TENANT_ID"));
    private final StubJira jira = new StubJira();

    @AfterEach
    void close() {
        jira.close();
    }

    private CommandRun connect(String token) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((token + "\n").getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandRun.of(
                    "jira",
                    "connect",
                    "--tenant",
                    tenant,
                    "--url",
                    jira.url(),
                    "--user",
                    StubJira.USER,
                    "--token-stdin");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void connectsAfterAskingJiraAndIsADryRunAtFirst() {
        CommandRun connected = connect(StubJira.TOKEN).succeeded();

        assertThat(connected.out())
                .contains(jira.url() + " as Robot (" + StubJira.ACCOUNT + "), comments dry run")
                .doesNotContain(StubJira.TOKEN);
        assertThat(CommandRun.of("jira", "on", "--tenant", tenant, "--json").json("mode"))
                .isEqualTo("on");
        assertThat(CommandRun.of("jira", "status", "--tenant", tenant)
                        .succeeded()
                        .out())
                .contains(tenant, "on", "Robot");
        CommandRun.of("jira", "off", "--tenant", tenant).succeeded();
        assertThat(RunningProgram.shared()
                        .jdbc()
                        .sql(
                                "SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE tenant_id = :id AND action LIKE 'jira%'")
                        .param("id", tenantId)
                        .query(String.class)
                        .single())
                .isEqualTo("jira_connected jira_changed jira_changed");
    }

    @Test
    void aRefusalSaysWhatToChangeAndSavesNothing() {
        CommandRun refused = connect("wrong");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("status 401", "id.atlassian.com");
        assertThat(CommandRun.of("jira", "on", "--tenant", tenant).err()).contains("is not connected");
    }
}
