package io.jiraagent.cli;

import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jira-agent secret}: making secrets, and reading and writing their encrypted form. */
@Command(
        name = "secret",
        description = "Makes, encrypts, decrypts and rotates secrets.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SecretRotateCommand.class)
final class SecretCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: generate, encrypt, decrypt or rotate.");
    }

    @Command(
            name = "generate",
            description = "Prints a new random secret: 32 bytes as base64, the form agents are given.",
            mixinStandardHelpOptions = true)
    int generate(
            @Option(names = "--encryption-key", description = "print a key for ENCRYPTION_KEY (Fernet) instead")
                    boolean encryptionKey) {
        print(encryptionKey ? Keyring.generateKey() : Hashes.randomSecret());
        return 0;
    }

    @Command(
            name = "encrypt",
            description = "Prints the Fernet token of a text, made with the first key of ENCRYPTION_KEY.",
            mixinStandardHelpOptions = true)
    int encrypt(@Parameters(arity = "0..1", description = "the text; standard input when left out") String text)
            throws IOException {
        print(keyring().encrypt(given(text)));
        return 0;
    }

    @Command(
            name = "decrypt",
            description = "Prints the text of a Fernet token, read with any key of ENCRYPTION_KEY.",
            mixinStandardHelpOptions = true)
    int decrypt(@Parameters(arity = "0..1", description = "the token; standard input when left out") String token)
            throws IOException {
        try {
            print(keyring().decrypt(given(token)));
            return 0;
        } catch (UnreadableSecretException e) {
            spec.commandLine()
                    .getErr()
                    .println("This is no Fernet token, or it was made with a key that is not in ENCRYPTION_KEY.");
            return RootCommand.FAILED;
        }
    }

    private Keyring keyring() {
        Settings settings = RootCommand.of(spec).settingsForDatabase();
        if (!settings.encryptionKeys().isEmpty()) {
            return Keyring.of(settings.encryptionKeys());
        }
        return EmbeddedEncryptionKey.find(settings.dataDir())
                .map(Keyring::of)
                .orElseThrow(() -> new ConfigurationException("ENCRYPTION_KEY is not set. Make one with:"
                        + " ./jira-agent secret generate --encryption-key"));
    }

    private static String given(String argument) throws IOException {
        return argument == null
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\\R\\z", "")
                : argument;
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
