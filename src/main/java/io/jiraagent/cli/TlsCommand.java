package io.jiraagent.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code jira-agent tls}: certificates for trying out. */
@Command(
        name = "tls",
        description = "Makes a certificate for trying out HTTPS.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class TlsCommand implements Runnable {
    private static final int LONGEST_DAYS = 825;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: self-signed.");
    }

    @Command(
            name = "self-signed",
            description = {
                "Makes a certificate that nobody trusts until told to, and its key.",
                "Jira Cloud does not deliver to one: there, use one of a public authority."
            },
            mixinStandardHelpOptions = true)
    int selfSigned(
            @Option(
                            names = "--host",
                            defaultValue = "localhost",
                            description = "name or address that it is for; may be repeated (default: ${DEFAULT-VALUE})")
                    List<String> hosts,
            @Option(
                            names = "--days",
                            defaultValue = "90",
                            description = "how long it holds (default: ${DEFAULT-VALUE})")
                    int days,
            @Option(names = "--out", description = "folder of the two files (default: tls under DATA_DIR)") Path folder,
            @Mixin JsonOption output)
            throws IOException, InterruptedException {
        if (days < 1 || days > LONGEST_DAYS) {
            throw new ParameterException(spec.commandLine(), "--days is 1 to " + LONGEST_DAYS + ", not " + days + ".");
        }
        Path target = folder == null
                ? RootCommand.of(spec).settingsForDatabase().dataDir().resolve("tls")
                : folder.toAbsolutePath().normalize();
        SelfSignedCertificate.PemFiles made = SelfSignedCertificate.make(hosts, days, target);
        output.print(
                RegistryJson.object()
                        .put("certificate", made.certificate().toString())
                        .put("key", made.key().toString()),
                "TLS_CERTIFICATE='" + made.certificate() + "'\nTLS_KEY='" + made.key() + "'");
        return 0;
    }
}
