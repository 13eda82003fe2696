package io.jiraagent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayFileTest {
    private static final String ID = "00bab7b6-6335-4359-96b4-f48f3460b610";
    private static final String GOOD = """
            agents:
              - id: %s
                upstream: https://agents.example/webhook/agents/%s/webhook
                token-sha256: %s
                sign: standard
                key: env:RELAY_SECRET
            """.formatted(ID, ID, "ab".repeat(32));

    @TempDir
    private Path folder;

    private Map<UUID, RelayAgent> read(String content) throws IOException {
        Path file = folder.resolve("relay.yaml");
        Files.writeString(file, content);
        Map<String, String> environment = Map.of("RELAY_SECRET", "hunter2 " + Hashes.randomSecret());
        return RelayFile.read(file, name -> Optional.ofNullable(environment.get(name)));
    }

    @Test
    void readsAgentsWithKeysFromTheEnvironmentAndFromFiles() throws IOException {
        Files.writeString(folder.resolve("relay.key"), Ed25519.generate().privateKey() + "\n");

        Map<UUID, RelayAgent> agents = read(GOOD
                + GOOD.replace("agents:\n", "")
                        .replaceFirst(ID, "11111111-1111-1111-1111-111111111111")
                        .replace("sign: standard", "sign: ed25519")
                        .replace("env:RELAY_SECRET", "file:relay.key"));

        assertThat(agents).hasSize(2);
        RelayAgent first = agents.get(UUID.fromString(ID));
        assertThat(first.upstream()).hasToString("https://agents.example/webhook/agents/" + ID + "/webhook");
        assertThat(first.signer()).isInstanceOf(Signer.Standard.class);
        assertThat(agents.get(UUID.fromString("11111111-1111-1111-1111-111111111111"))
                        .signer())
                .isInstanceOf(Signer.KeyPair.class);
        assertThat(agents.toString() + first.signer()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "https://agents.example, http://localhost:8080, true",
        "https://agents.example, http://127.0.0.1:8080, true",
        "https://agents.example, http://agents.internal, false",
        "https://agents.example, https://user:secret@agents.example, false",
        "https://agents.example, ftp://agents.example, false",
    })
    void wantsHttpsUnlessTheUpstreamIsOnThisMachine(String good, String upstream, boolean usable) throws IOException {
        String content = GOOD.replace(good, upstream);
        if (usable) {
            assertThat(read(content)).hasSize(1);
        } else {
            assertThatThrownBy(() -> read(content))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("agent 1", "'upstream'", "https://host/webhook/agents/<id>/webhook");
        }
    }

    @Test
    void takesHttpElsewhereWhereThatIsAllowed() throws IOException {
        assertThat(read(GOOD.replace("https:", "http:") + "    allow-http: true\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sign: standard | sign: md5 | standard, ed25519 or x-hub-signature-256",
                "id: 00bab7b6-6335-4359-96b4-f48f3460b610 | id: 7 | a UUID",
                "token-sha256: ab | token-sha256: abc | 64 hex digits",
                "key: env:RELAY_SECRET | key: hunter2 | env:NAME or file:path",
                "key: env:RELAY_SECRET | key: env:NOWHERE | 'NOWHERE' of its key is not set",
                "key: env:RELAY_SECRET | key: file:nowhere | cannot read the file of its key",
                "sign: standard | sign: ed25519 | A private key is whsk_",
                "sign: standard | sing: standard | unknown key 'sing'",
                "agents: | agent: | one key 'agents'",
                "agents: | agents: { | is not YAML",
            })
    void saysWhereWhatIsWrongAndNeverShowsAKey(String good, String bad, String message) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("relay.yaml", message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> RelayFile.read(folder.resolve("none.yaml"), name -> Optional.empty()))
                .hasMessageContainingAll("none.yaml", "RELAY_FILE");
    }
}
