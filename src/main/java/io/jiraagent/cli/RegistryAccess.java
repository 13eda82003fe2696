package io.jiraagent.cli;

import io.jiraagent.agent.http.AgentUrlGuard;
import io.jiraagent.config.ConfigurationException;
import io.jiraagent.config.Settings;
import io.jiraagent.database.Databases;
import io.jiraagent.database.SqlFile;
import io.jiraagent.demo.DemoEnv;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Keyring;
import io.jiraagent.secret.UnreadableSecretException;
import io.jiraagent.tenant.UrlCheck;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The database with tenants, agents and tokens, as a command finds it: the configured one, else that inside the program
 * that runs on {@code DATA_DIR}.
 */
final class RegistryAccess {
    private static final String UNDEFINED_TABLE = "42P01";

    private final Settings settings;
    private final Path demoFile;
    private final Map<String, String> demo;
    private final boolean embedded;
    private final DataSource dataSource;
    private final JdbcClient jdbc;

    private RegistryAccess(Settings settings) {
        this.settings = settings;
        this.demoFile = DemoEnv.in(settings.dataDir());
        this.demo = DemoEnv.read(demoFile);
        Optional<Settings.Database> inside =
                Optional.ofNullable(demo.get("DATABASE_URL")).map(url -> Settings.Database.of(url, "", "", 1));
        Settings.Database database = settings.database()
                .or(() -> inside)
                .orElseThrow(() -> new IllegalStateException("No program has run on " + settings.dataDir()
                        + " yet. Start it first (./jira-agent run), or set DATABASE_URL."));
        this.embedded = inside.map(Settings.Database::url).equals(Optional.of(database.url()));
        this.dataSource = Databases.unpooled(database);
        this.jdbc = JdbcClient.create(dataSource);
    }

    /**
     * Opens it, and makes sure that it answers.
     *
     * @throws IllegalStateException it does not; the message says what to do
     */
    static RegistryAccess open(CommandSpec command) {
        RegistryAccess access = new RegistryAccess(RootCommand.of(command).settingsForDatabase());
        try {
            access.jdbc
                    .sql("SELECT version FROM registry_version")
                    .query(Long.class)
                    .single();
            return access;
        } catch (DataAccessException e) {
            throw access.away(e);
        }
    }

    /** Without a look whether it answers; empty where no program has run yet. */
    static Optional<RegistryAccess> find(Settings settings) {
        return settings.database().isPresent() || Files.exists(DemoEnv.in(settings.dataDir()))
                ? Optional.of(new RegistryAccess(settings))
                : Optional.empty();
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** Those of the Kafka inside the program. */
    Optional<String> embeddedBrokers() {
        return Optional.ofNullable(demo.get("KAFKA_BROKERS")).filter(brokers -> embedded);
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    Settings settings() {
        return settings;
    }

    /** The database is the one inside a program on this machine. */
    boolean embedded() {
        return embedded;
    }

    /** The address under which senders reach the program. */
    String publicUrl() {
        return Optional.ofNullable(demo.get("API_URL"))
                .filter(url -> embedded)
                .map(url -> url.replaceFirst("/api$", ""))
                .orElse(settings.server().publicUrl());
    }

    /** Which addresses of agents the program would ask. */
    UrlCheck urlCheck() {
        return new AgentUrlGuard(settings.agents().allowPrivateNetworks(), embedded, InetAddress::getAllByName)::check;
    }

    /**
     * The keys that the program reads secrets with.
     *
     * @throws ConfigurationException they are not known here, or not those that the database's secrets were made with
     */
    Keyring keyring() {
        Keyring keyring = Keyring.of(encryptionKeys());
        List<String> secrets =
                jdbc.sql(SqlFile.read("secret-sample")).query(String.class).list();
        if (!secrets.isEmpty() && secrets.stream().noneMatch(secret -> canRead(keyring, secret))) {
            throw new ConfigurationException("The ENCRYPTION_KEY used here is not the one that the secrets in the"
                    + " database were encrypted with; set the program's.");
        }
        return keyring;
    }

    private static boolean canRead(Keyring keyring, String secret) {
        try {
            keyring.decrypt(secret);
            return true;
        } catch (UnreadableSecretException e) {
            return false;
        }
    }

    /**
     * Keeps {@code demo.env} true when a value of the demo agent has changed.
     *
     * @return the file, if it holds that agent's values
     */
    Optional<Path> rememberForDemo(UUID agentId, String name, String value) {
        if (!embedded || !agentId.toString().equals(demo.get("AGENT_ID"))) {
            return Optional.empty();
        }
        DemoEnv.replace(demoFile, name, value);
        return Optional.of(demoFile);
    }

    /** Those that are known here; none if they are not. */
    List<String> knownKeys() {
        if (!settings.encryptionKeys().isEmpty()) {
            return settings.encryptionKeys();
        }
        return Optional.of(settings.dataDir())
                .filter(folder -> embedded)
                .flatMap(EmbeddedEncryptionKey::find)
                .orElse(List.of());
    }

    private List<String> encryptionKeys() {
        List<String> keys = knownKeys();
        if (keys.isEmpty()) {
            throw new ConfigurationException("ENCRYPTION_KEY is not set; it has to be that of the program.");
        }
        return keys;
    }

    private IllegalStateException away(DataAccessException failure) {
        Throwable cause = failure.getMostSpecificCause();
        if (cause instanceof SQLException sql && UNDEFINED_TABLE.equals(sql.getSQLState())) {
            return new IllegalStateException(
                    "The database has no tables yet. Start the program first (./jira-agent run): it makes them.",
                    failure);
        }
        return new IllegalStateException(
                embedded
                        ? "The program that uses " + settings.dataDir() + " does not run. Start it first"
                                + " (./jira-agent run), or set DATABASE_URL."
                        : "The database of DATABASE_URL does not answer: " + cause.getMessage(),
                failure);
    }
}
