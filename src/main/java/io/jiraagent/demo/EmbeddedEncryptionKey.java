package io.jiraagent.demo;

import io.jiraagent.secret.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The encryption key of the embedded mode when none is configured: made once, kept in {@code DATA_DIR}. */
public final class EmbeddedEncryptionKey {
    private EmbeddedEncryptionKey() {}

    /** Makes it if there is none. */
    public static List<String> in(Path dataDir) {
        return find(dataDir).orElseGet(() -> {
            PrivateFile.write(file(dataDir), Keyring.generateKey() + "\n");
            return find(dataDir).orElseThrow();
        });
    }

    /** The first encrypts, all decrypt. Empty when there is none. */
    public static Optional<List<String>> find(Path dataDir) {
        Path file = file(dataDir);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.of(Files.readString(file).strip().split("\\s*,\\s*")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Path file(Path dataDir) {
        return dataDir.resolve("encryption.key");
    }
}
