package io.jiraagent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jiraagent.secret.Ed25519;
import io.jiraagent.secret.Hashes;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayCommandTest {
    @TempDir
    private Path folder;

    @Test
    void keygenPrintsAPairForAShell() {
        CommandRun run = CommandRun.with(Map.of(), "relay", "keygen");

        Ed25519.privateKey(run.value("PRIVATE_KEY"));
        Ed25519.publicKey(run.value("PUBLIC_KEY"));
    }

    @Test
    void tokenPrintsATokenAndItsHash() {
        CommandRun run = CommandRun.with(Map.of(), "relay", "token");

        assertThat(HexFormat.of().formatHex(Hashes.ofToken(run.value("RELAY_TOKEN"))))
                .isEqualTo(run.value("TOKEN_SHA256"));
    }

    @Test
    void aRelayDoesNotStartWithoutItsFile() {
        CommandRun run =
                CommandRun.with(Map.of("RELAY_FILE", folder.resolve("none.yaml").toString()), "run", "--role", "relay");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml", "docs/relay.md");
    }

    @Test
    void aSelfSignedCertificateIsForHostsOnly() {
        CommandRun run = CommandRun.with(Map.of(), "tls", "self-signed", "--host", "a b", "--out", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("'a b' is neither a host name nor an address");
    }

    @Test
    void anAgentsPublicKeyIsSetShownAndTakenAway() {
        String tenant = CommandRun.of("tenant", "add", "--name", "relayed-" + System.nanoTime(), "--json")
                .json("id");
        String key = Ed25519.generate().publicKey();
        String id = CommandRun.of(
                        "agent",
                        "add",
                        "--tenant",
                        tenant,
                        "--name",
                        "A",
                        "--kind",
                        "echo",
                        "--public-key",
                        key,
                        "--json")
                .json("id");

        assertThat(CommandRun.of("agent", "show", id, "--json").json("public_key"))
                .isEqualTo(key);
        assertThat(CommandRun.of("agent", "set", id, "--public-key", "none", "--json")
                        .json()
                        .get("public_key")
                        .isNull())
                .isTrue();
        CommandRun nonsense = CommandRun.of("agent", "set", id, "--public-key", "nonsense");
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).contains("whpk_ and 44 characters");
    }
}
