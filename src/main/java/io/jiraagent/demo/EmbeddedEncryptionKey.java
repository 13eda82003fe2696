package io.jiraagent.demo;

import io.jiraagent.secret.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The encryption key of the embedded mode when none is configured: made once, kept in {@code DATA_DIR}. */
public final class EmbeddedEncryptionKey {
    private EmbeddedEncryptionKey() {}

    public static List<String> in(Path dataDir) {
        Path file = dataDir.resolve("encryption.key");
        if (!Files.exists(file)) {
            PrivateFile.write(file, Keyring.generateKey() + "\n");
        }
        try {
            return List.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
