package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at failures and replaying them from the command line. */
class DeadLettersCommandTest {
    private final RunningProgram program = RunningProgram.shared();
    private final Executions executions = new Executions(program);

    @TempDir
    private Path folder;

    private UUID malformed() {
        UUID id = new WebhookClient(program)
                .post("{\"issue_key\": " + UUID.randomUUID())
                .executionId();
        executions.ended(id);
        return id;
    }

    @Test
    void showsReplaysEditedAndDiscards() throws IOException {
        UUID mended = malformed();
        UUID discarded = malformed();
        Path file = folder.resolve("mended.json");
        Files.writeString(file, WebhookClient.body("CLI-1", "mended"));

        assertThat(CommandRun.of("dead-letters", "list", "--limit", "100")
                        .succeeded()
                        .out())
                .contains(mended.toString(), discarded.toString(), "malformed_payload");
        CommandRun.of("dead-letters", "replay", mended.toString(), "--payload", file.toString())
                .succeeded();
        assertThat(executions.ended(mended))
                .containsEntry("status", "completed")
                .containsEntry("epoch", 2);
        assertThat(CommandRun.of("executions", "show", mended.toString()).json().get("attempts"))
                .hasSize(2);
        CommandRun.of("dead-letters", "discard", discarded.toString(), "--reason", "a test")
                .succeeded();
        assertThat(CommandRun.of("dead-letters", "list", "--limit", "100")
                        .succeeded()
                        .out())
                .doesNotContain(discarded.toString());
    }

    @Test
    void countsBeforeItReplaysAll() {
        UUID id = malformed();
        String agent = program.demo("AGENT_ID");
        String[] all = {"dead-letters", "replay", "--all", "--agent", agent, "--reason", "malformed_payload"};

        assertThat(CommandRun.of(all).succeeded().out()).contains("would be replayed. Add --yes");
        assertThat(executions.rows(id).get(0)).containsEntry("epoch", 1);
        assertThat(CommandRun.of("dead-letters", "replay", id.toString())
                        .succeeded()
                        .out())
                .contains("1 of 1 replayed");
        assertThat(executions.ended(id)).containsEntry("epoch", 2);
    }
}
