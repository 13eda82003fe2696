package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.RunningProgram;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How to wire up Jira, from the command line, with the settings that keep an agent from setting itself off. */
class JiraSetupCommandTest {
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final String name = "Triage " + tenant;

    private String agent() {
        CommandRun.of("tenant", "add", "--name", tenant).succeeded();
        return CommandRun.of("agent", "add", "--tenant", tenant, "--name", name, "--kind", "echo")
                .value("AGENT_ID");
    }

    @Test
    void printsTheStepsForAnAgentByIdOrName() {
        String id = agent();

        String text = CommandRun.of("jira-setup", "--agent", name).succeeded().out();

        assertThat(text)
                .contains("WARNING: The address " + RunningProgram.shared().url())
                .contains(RunningProgram.shared().url() + "/jira/automation/" + id)
                .contains(RunningProgram.shared().url() + "/webhook/agents/" + id + "/webhook")
                .contains("       \"issue_key\": {{issue.key.asJsonString}},")
                .contains("./jira-agent tenant set " + tenant + " --own-account");
        assertThat(CommandRun.of("jira-setup", "--agent", id).succeeded().out()).isEqualTo(text);
        assertThat(CommandRun.of("jira-setup", "--agent", name, "--tenant", tenant)
                        .succeeded()
                        .out())
                .isEqualTo(text);
        JsonNode json = CommandRun.of("jira-setup", "--agent", id, "--json").json();
        assertThat(json.path("sections")).hasSize(6);
        assertThat(json.path("warnings")).isNotEmpty();
    }

    @Test
    void anUnknownAgentIsToldSo() {
        CommandRun run = CommandRun.of("jira-setup", "--agent", "nobody " + tenant);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no agent", "./jira-agent agent list");
    }

    @Test
    void ownAccountsAndTheLimitForAnIssueAreSetAndTakenAway() {
        String id = agent();
        assertThat(shown(id).path("runs_per_issue_hour").asInt()).isEqualTo(20);

        CommandRun.of("agent", "set", id, "--runs-per-issue-hour", "none").succeeded();
        assertThat(shown(id).path("runs_per_issue_hour").isNull()).isTrue();
        CommandRun.of("agent", "set", id, "--runs-per-issue-hour", "7").succeeded();
        assertThat(shown(id).path("runs_per_issue_hour").asInt()).isEqualTo(7);
        assertThat(CommandRun.of("agent", "set", id, "--runs-per-issue-hour", "0")
                        .err())
                .contains("runs-per-issue-hour", "from 1 to 10000");

        CommandRun own =
                CommandRun.of("tenant", "set", tenant, "--own-account", "557058:a", "--own-account", "bot@x.example");
        assertThat(own.succeeded().out()).contains("own accounts 557058:a, bot@x.example");
        assertThat(CommandRun.of("jira-setup", "--agent", id).out()).doesNotContain("has no own account");
        assertThat(CommandRun.of("tenant", "set", tenant, "--own-account", "a b")
                        .err())
                .contains("without spaces and commas");
        JsonNode none = CommandRun.of("tenant", "set", tenant, "--own-account", "none", "--json")
                .json();
        assertThat(none.path("own_accounts")).isEmpty();
    }

    private static JsonNode shown(String agent) {
        return CommandRun.of("agent", "show", agent, "--json").json();
    }
}
