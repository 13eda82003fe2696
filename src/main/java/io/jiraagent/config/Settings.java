package io.jiraagent.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator can set, read once at start. The manual of the keys is {@code application.properties}.
 *
 * @param server where webhooks, API and pages are served
 * @param managementPort TCP port of health and metrics; 0 to 65535
 * @param dataDir where the embedded PostgreSQL and Kafka keep their data
 * @param dataMinFreeMb megabytes that have to be free there; with less, events are refused
 * @param routesDir the YAML routes
 * @param database empty: the embedded PostgreSQL
 * @param kafkaBrokers {@code host:port} list; empty: the embedded broker
 * @param encryptionKeys Fernet keys, the first encrypts, all decrypt; empty only in embedded mode
 * @param logFormat how log lines look
 * @param tracing the collector that gets spans, by OTLP over HTTP; empty: nothing is traced
 * @param camel Camel's own keys ({@code camel.*}) from the file, passed on as they are
 * @param tls certificate of the server port; empty: plain HTTP
 * @param relay for the role relay
 * @param signIn how people sign in to the pages
 * @param idKey base64 of the server key of the execution ids; empty: one is made and kept in the database
 */
public record Settings(
        Server server,
        int managementPort,
        Path dataDir,
        int dataMinFreeMb,
        Path routesDir,
        Optional<Database> database,
        Optional<String> kafkaBrokers,
        List<String> encryptionKeys,
        Optional<String> idKey,
        Webhook webhook,
        Optional<Tls> tls,
        Relay relay,
        Execution execution,
        Retention retention,
        Agents agents,
        AlertSettings alerts,
        SignInSettings signIn,
        LogFormat logFormat,
        Optional<URI> tracing,
        Map<String, String> camel) {

    /**
     * @param publicUrl address under which Jira and browsers reach this server, without a trailing slash
     * @param workers threads that answer requests; each waits for Kafka's acknowledgement
     * @param stopDelay how long requests are still served after this process was told to stop
     */
    public record Server(String host, int port, String publicUrl, int workers, Duration stopDelay) {}

    /**
     * @param url JDBC URL, {@code jdbc:postgresql://…}
     * @param poolSize connections at the most
     */
    public record Database(String url, String user, String password, int poolSize) {
        /**
         * @param url a JDBC URL, or the form that psql takes; its user and password win over those given apart
         * @throws ConfigurationException it is neither
         */
        public static Database of(String url, String user, String password, int poolSize) {
            if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
                return LibpqUrl.toDatabase(url, user, password, poolSize);
            }
            if (!url.startsWith("jdbc:postgresql:")) {
                throw PropertySource.refuse(
                        "database.url", LibpqUrl.withoutPassword(url), "jdbc:postgresql://host:port/database");
            }
            return new Database(url, user, password, poolSize);
        }

        @Override
        public String toString() {
            return "Database[url=" + url.replaceAll("password=[^&]*", "password=***") + ", user=" + user
                    + ", password=***, poolSize=" + poolSize + "]";
        }
    }

    /**
     * @param maxBodyBytes larger requests are refused with 413
     * @param repeatWindow within it, a body without a timestamp of its own counts as the same event
     * @param timestampTolerance how far a signed time may be from the clock here, in both directions
     */
    public record Webhook(int maxBodyBytes, Duration repeatWindow, Duration timestampTolerance) {}

    /**
     * @param certificate PEM file of the certificate and those between it and the authority
     * @param key PEM file of its private key
     */
    public record Tls(Path certificate, Path key) {}

    /**
     * @param file says for which agents it signs
     * @param timeout for the upstream's whole answer
     */
    public record Relay(Path file, Duration timeout) {}

    /**
     * @param maxInFlight agent runs at the same time in this process
     * @param lease how long a claim holds when its worker is not heard of
     * @param pollInterval how often due executions are looked for when nothing wakes the worker
     */
    public record Execution(int maxInFlight, Duration lease, Duration pollInterval) {}

    /** @param allowPrivateNetworks agents may be called in private networks and on this machine */
    public record Agents(boolean allowPrivateNetworks) {}

    /** Browsers and senders come by https, to this process or to a proxy before it. */
    public boolean https() {
        return tls.isPresent() || server.publicUrl().startsWith("https:");
    }

    /** Neither a database nor Kafka is given: both run inside the process. */
    public boolean embedded() {
        return database.isEmpty() && kafkaBrokers.isEmpty();
    }

    /**
     * Reads {@code application.properties} in {@code home} and the environment.
     *
     * @param home the folder that relative paths are relative to
     * @throws ConfigurationException naming the key, what it got and what it wants
     */
    public static Settings load(Path home, Map<String, String> environment) {
        Settings settings = loadForDatabase(home, environment);
        settings.refuseHalfOfTheServers();
        return settings;
    }

    /**
     * As {@link #load}, for a command that works on the database only: Kafka's address and the encryption keys may be
     * missing.
     */
    public static Settings loadForDatabase(Path home, Map<String, String> environment) {
        PropertySource source =
                new PropertySource(PropertySource.readFile(home.resolve("application.properties")), environment);
        Settings settings = read(source, home);
        source.refuseUnknownKeys();
        return settings;
    }

    private void refuseHalfOfTheServers() {
        if (database.isPresent() != kafkaBrokers.isPresent()) {
            throw new ConfigurationException("Set both DATABASE_URL and KAFKA_BROKERS, or neither: with neither,"
                    + " PostgreSQL and Kafka run inside the program. Missing: "
                    + (database.isPresent() ? "KAFKA_BROKERS" : "DATABASE_URL"));
        }
        if (database.isPresent() && encryptionKeys.isEmpty()) {
            throw new ConfigurationException("ENCRYPTION_KEY is not set. Without it no agent's secret can be read, so"
                    + " nothing is started. Make one with './jira-agent secret generate --encryption-key' and keep it"
                    + " outside the database.");
        }
    }

    private static Settings read(PropertySource source, Path home) {
        int port = source.number("server.port", 8080, 0, 65535);
        Optional<Tls> tls = tls(source, home);
        String scheme = tls.isPresent() ? "https" : "http";
        Server server = new Server(
                source.text("server.host", "0.0.0.0"),
                port,
                source.text("server.public-url", scheme + "://localhost:" + port)
                        .replaceAll("/+$", ""),
                source.number("server.workers", 64, 1, 4096),
                source.duration("server.stop-delay", Duration.ofSeconds(5)));
        String user = source.text("database.user", "");
        String password = source.text("database.password", "");
        int poolSize = source.number("database.pool-size", 16, 2, 500);
        Optional<Database> database =
                source.text("database.url").map(url -> Database.of(url, user, password, poolSize));
        List<String> encryptionKeys = source.text("encryption.key")
                .map(keys -> List.of(keys.split("\\s*,\\s*")))
                .orElse(List.of());
        return new Settings(
                server,
                source.number("management.port", 9876, 0, 65535),
                home.resolve(source.text("data.dir", "./data")).toAbsolutePath().normalize(),
                source.number("data.min-free-mb", 256, 0, 1_000_000_000),
                home.resolve(source.text("routes.dir", "./routes"))
                        .toAbsolutePath()
                        .normalize(),
                database,
                source.text("kafka.brokers"),
                encryptionKeys,
                source.text("id.key"),
                new Webhook(
                        source.number("webhook.max-body-bytes", 1024 * 1024, 1024, 16 * 1024 * 1024),
                        source.duration("webhook.repeat-window", Duration.ofMinutes(10)),
                        source.duration(
                                "webhook.timestamp-tolerance",
                                Duration.ofMinutes(5),
                                Duration.ofSeconds(1),
                                Duration.ofDays(1))),
                tls,
                new Relay(
                        home.resolve(source.text("relay.file", "./relay.yaml"))
                                .toAbsolutePath()
                                .normalize(),
                        source.duration(
                                "relay.timeout", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(5))),
                new Execution(
                        source.number("execution.max-in-flight", 512, 1, 100_000),
                        source.duration("execution.lease", Duration.ofSeconds(30)),
                        source.duration("execution.poll-interval", Duration.ofMillis(500))),
                Retention.read(source),
                new Agents(source.flag("agent.allow-private-networks")),
                AlertSettings.read(source),
                SignInSettings.read(source),
                LogFormat.of(source.text("log.format", "text")),
                source.origin("tracing.endpoint"),
                source.camel());
    }

    private static Optional<Tls> tls(PropertySource source, Path home) {
        Optional<Path> certificate = source.text("tls.certificate").map(home::resolve);
        Optional<Path> key = source.text("tls.key").map(home::resolve);
        if (certificate.isPresent() != key.isPresent()) {
            throw PropertySource.refuse(
                    certificate.isPresent() ? "tls.key" : "tls.certificate",
                    "",
                    "a PEM file, since the other of the two is set; make both with: ./jira-agent tls self-signed");
        }
        return certificate.map(path -> new Tls(
                path.toAbsolutePath().normalize(), key.get().toAbsolutePath().normalize()));
    }
}
