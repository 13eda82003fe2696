package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jiraagent.testing.FakeAgent;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trying an agent from the command line. */
class AgentTryCommandTest {
    private final TestAgents agents = new TestAgents(RunningProgram.shared());

    @TempDir
    private Path folder;

    @Test
    void showsWhatTheAgentMakesOfATicket() {
        String id = agents.create("ticket-enhancer").id().toString();

        JsonNode result = CommandRun.of(
                        "agent", "try", id, "--summary", "Sign-in fails", "--type", "Bug", "--priority", "High")
                .succeeded()
                .json();

        assertThat(result.path("outcome").asText()).isEqualTo("completed");
        assertThat(result.at("/task/issue/type").asText()).isEqualTo("Bug");
        assertThat(result.at("/answer/questions")).isNotEmpty();
    }

    @Test
    void aServiceIsCalledOnlyWithRun() {
        try (FakeAgent service = new FakeAgent(FakeAgent.Reply.of(200, "{\"done\":true}"))) {
            String id = agents.create(Setup.http(service.url("/"))).id().toString();

            JsonNode shown = CommandRun.of("agent", "try", id, "--summary", "x")
                    .succeeded()
                    .json();
            JsonNode not = CommandRun.of("agent", "try", id, "--summary", "x", "--no-run")
                    .succeeded()
                    .json();
            assertThat(service.requests()).isEmpty();
            JsonNode called = CommandRun.of("agent", "try", id, "--summary", "x", "--run")
                    .succeeded()
                    .json();

            assertThat(shown.path("outcome").asText()).isEqualTo("shown");
            assertThat(not.path("outcome").asText()).isEqualTo("shown");
            assertThat(called.at("/answer/done").asBoolean()).isTrue();
        }
    }

    @Test
    void aPayloadIsReadFromAFileAndAFailureIsAnExitCode() throws IOException {
        String id = agents.create("echo").id().toString();
        Path file = folder.resolve("payload.json");
        Files.writeString(file, "{\"issue\":{\"key\":\"OPS-7\",\"fields\":{\"summary\":\"x\"}}}");
        Path broken = folder.resolve("broken.json");
        Files.writeString(broken, "no JSON");

        assertThat(CommandRun.of("agent", "try", id, "--payload", file.toString())
                        .succeeded()
                        .json()
                        .at("/task/issue/key")
                        .asText())
                .isEqualTo("OPS-7");
        CommandRun failed = CommandRun.of("agent", "try", id, "--payload", broken.toString());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out()).contains("malformed_payload");
    }
}
