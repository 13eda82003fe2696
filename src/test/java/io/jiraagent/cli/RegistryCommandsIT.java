package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.testing.ProgramProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's commands as a user types them, beside a program that runs. */
class RegistryCommandsIT {
    private static final String ONCE = "shown only now";

    @TempDir
    private Path dataDir;

    private final List<String> handedOut = new ArrayList<>();

    /** @param ending what the last line says; it may arrive after the end of the process */
    private String command(Map<String, String> environment, String ending, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("DATA_DIR", dataDir.toString());
        ProgramProcess process = ProgramProcess.launch(all, arguments);
        assertThat(process.awaitExit()).as(process.output()).isZero();
        await().untilAsserted(() -> assertThat(process.output()).contains(ending));
        return process.output();
    }

    private String handedOut(String output, String name) {
        String value = output.replaceAll("(?s).*\\b" + name + "='([^']+)'.*", "$1");
        assertThat(value).isNotEqualTo(output);
        handedOut.add(value);
        return value;
    }

    private void awaitAccepted(Map<String, String> target) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(command(target, "Execution ID: ", "webhook", "send", "--no-wait"))
                        .contains("SUCCESS! Agent webhook triggered successfully!"));
    }

    @Test
    void makesAnAgentAndRotatesTheDemoAgentsSecretWithoutTellingTheLog() {
        try (ProgramProcess program = ProgramProcess.run(dataDir)) {
            command(Map.of(), "TENANT_ID=", "tenant", "add", "--name", "acme");
            String added = command(
                    Map.of(), ONCE, "agent", "add", "--tenant", "acme", "--name", "Echo", "--kind", "echo", "--active");
            String webhookUrl = added.replaceAll("(?s).*WEBHOOK_URL='([^']+)'.*", "$1");
            assertThat(webhookUrl).startsWith(program.url().replace("127.0.0.1", "localhost"));
            handedOut(added, "AUTOMATION_TOKEN");
            awaitAccepted(Map.of("WEBHOOK_URL", webhookUrl, "HMAC_SECRET", handedOut(added, "HMAC_SECRET")));
            handedOut(command(Map.of(), ONCE, "token", "create", "--name", "ci", "--role", "viewer"), "API_TOKEN");

            String before = program.demo().get("HMAC_SECRET");
            String agentId = program.demo().get("AGENT_ID");
            String rotated = command(Map.of(), ONCE, "secret", "rotate", "--agent", agentId, "--valid-for", "0s");
            assertThat(program.demo())
                    .containsEntry("HMAC_SECRET", handedOut(rotated, "HMAC_SECRET"))
                    .doesNotContainEntry("HMAC_SECRET", before);
            awaitAccepted(Map.of());

            String tenantId = program.demo().get("TENANT_ID");
            await().untilAsserted(() -> assertThat(program.output())
                    .contains("Agent webhook received and validated: agent " + agentId + ", tenant " + tenantId)
                    .containsPattern("Agent execution task enqueued to Kafka: execution [0-9a-f-]{36}, agent " + agentId
                            + ", tenant " + tenantId)
                    .containsPattern(
                            "Execution [0-9a-f-]{36} completed by agent " + agentId + " of tenant " + tenantId));
            assertThat(handedOut).hasSize(4).allSatisfy(secret -> assertThat(program.output())
                    .doesNotContain(secret));
        }
    }
}
