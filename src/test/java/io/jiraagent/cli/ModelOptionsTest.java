package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The model behind an agent, and budgets of tokens, from the command line. */
class ModelOptionsTest {
    private final String tenant = "t-" + UUID.randomUUID().toString().substring(0, 8);
    private final String tenantId = CommandRun.of("tenant", "add", "--name", tenant, "--daily-tokens", "70000")
            .value("TENANT_ID");

    private CommandRun add(String... more) {
        String[] start = {
            "agent",
            "add",
            "--tenant",
            tenant,
            "--name",
            "Enhancer",
            "--kind",
            "openai",
            "--base-url",
            "http://127.0.0.1:9/v1",
            "--model",
            "small"
        };
        String[] all = new String[start.length + more.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return CommandRun.of(all);
    }

    private static CommandRun withInput(String text, java.util.function.Supplier<CommandRun> command) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return command.get();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anAgentIsMadeWithItsModelAndShownWithoutItsKey() {
        CommandRun added = withInput(
                "sk-from-input-1\n",
                () -> add("--key-stdin", "--input-price", "0.4", "--output-price", "1.6", "--daily-tokens", "9000"));

        JsonNode shown = CommandRun.of("agent", "show", added.value("AGENT_ID"), "--json")
                .json();

        assertThat(shown.path("model").asText()).isEqualTo("small");
        assertThat(shown.path("base_url").asText()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(shown.path("model_key").asText()).isEqualTo("stored");
        assertThat(shown.path("prompt").asText()).isEqualTo("ticket");
        assertThat(shown.path("daily_tokens").asInt()).isEqualTo(9000);
        assertThat(added.out() + added.err() + shown).doesNotContain("sk-from-input-1");
    }

    @Test
    void settingsThatAreNotNamedStay() {
        String id = add("--key-env", "OPENAI_API_KEY").value("AGENT_ID");

        CommandRun.of("agent", "set", id, "--model", "large", "--prompt-version", "1", "--daily-tokens", "500")
                .succeeded();
        JsonNode changed = CommandRun.of(
                        "agent", "set", id, "--daily-tokens", "none", "--prompt-version", "newest", "--json")
                .json();

        assertThat(changed.path("model").asText()).isEqualTo("large");
        assertThat(changed.path("model_key").asText()).isEqualTo("environment variable OPENAI_API_KEY");
        assertThat(changed.path("daily_tokens").isNull()).isTrue();
        assertThat(changed.path("prompt").asText()).isEqualTo("ticket");
    }

    @Test
    void anEmptyKeyAndAnotherVariableAreRefused() {
        assertThat(withInput("", () -> add("--key-stdin")).err()).contains("--key-stdin wants the key");
        assertThat(add("--key-env", "DATABASE_PASSWORD").err()).contains("ends in _API_KEY");
        assertThat(CommandRun.of("agent", "add", "--tenant", tenant, "--name", "A", "--kind", "openai")
                        .err())
                .contains("needs a model");
    }

    @Test
    void aTenantHasABudgetOfTokens() {
        JsonNode changed = CommandRun.of("tenant", "set", tenant, "--daily-tokens", "80000", "--json")
                .json();

        assertThat(changed.path("id").asText()).isEqualTo(tenantId);
        assertThat(changed.path("daily_tokens").asInt()).isEqualTo(80000);
        assertThat(CommandRun.of("tenant", "set", tenant, "--daily-tokens", "none", "--json")
                        .json()
                        .path("daily_tokens")
                        .isNull())
                .isTrue();
    }
}
