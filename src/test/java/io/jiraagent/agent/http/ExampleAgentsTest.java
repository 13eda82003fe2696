package io.jiraagent.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jiraagent.testing.Executions;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.TestAgents;
import io.jiraagent.testing.TestAgents.Setup;
import io.jiraagent.testing.TestAgents.TestAgent;
import io.jiraagent.testing.WebhookClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agents of {@code docs/examples}, as their readers start them. */
class ExampleAgentsTest {
    private final RunningProgram program = RunningProgram.shared();
    private final TestAgents agents = new TestAgents(program);
    private final Executions executions = new Executions(program);
    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** @return where it listens */
    private String start(String interpreter, String file, String secret) throws IOException {
        assumeTrue(installed(interpreter), "Not run: apt-get install python3 nodejs");
        ProcessBuilder command = new ProcessBuilder(
                        List.of(interpreter, Path.of("docs/examples", file).toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().putAll(Map.of("HMAC_SECRET", secret, "PORT", "0"));
        process = command.start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).startsWith("listening on ");
        return line.substring("listening on ".length());
    }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private UUID post(TestAgent agent) {
        return agent.post(WebhookClient.body("EX-1", "Tür klemmt „immer“")).executionId();
    }

    @ParameterizedTest
    @CsvSource({"python3, agent.py", "node, agent.mjs", "python3, agent-later.py", "node, agent-later.mjs"})
    void answersWhoKnowsTheSecretAndNobodyElse(String interpreter, String file) throws IOException {
        TestAgent agent = agents.create("echo");
        String url = start(interpreter, file, agent.secret());
        agents.sql("UPDATE agents SET kind = 'http', url = '" + url + "' WHERE id = :id", agent.id());
        TestAgent stranger = agents.create(Setup.http(url).attempts(1), agent.tenantId());

        Map<String, Object> refused = executions.ended(post(stranger));
        Map<String, Object> answered = executions.ended(post(agent));

        assertThat(refused).containsEntry("status", "failed").containsEntry("reason", "agent_refused");
        assertThat(answered)
                .containsEntry("status", "completed")
                .containsEntry("result", "{\"attempt\": 1, \"summary\": \"EX-1: Tür klemmt „immer“\"}");
    }
}
