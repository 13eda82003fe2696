package io.jiraagent.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.jiraagent.config.Settings;
import io.jiraagent.demo.DemoSetup;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole program with embedded PostgreSQL and Kafka, started once for all tests of a JVM. */
public final class RunningProgram {
    private static final AtomicInteger ALERTS_ANSWER = new AtomicInteger(200);
    private static final FakeAgent ALERTS = new FakeAgent(
            (request, connection) -> FakeAgent.Reply.of(ALERTS_ANSWER.get(), "").to(request, connection));

    private static final TestProvider PROVIDER = new TestProvider();
    private static final GreenMail MAIL = mailServer();
    private static final TestCollector COLLECTOR = new TestCollector();

    private final Map<String, String> environment;
    private final Settings settings;
    private final Application application;
    private final JdbcClient jdbc;

    private RunningProgram(Map<String, String> environment, Settings settings, Application application) {
        this.environment = Map.copyOf(environment);
        this.settings = settings;
        this.application = application;
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(demo("DATABASE_URL").replace("postgresql://postgres@", "jdbc:postgresql://"));
        dataSource.setUser("postgres");
        this.jdbc = JdbcClient.create(dataSource);
    }

    private static final class Shared {
        static final RunningProgram PROGRAM = start();

        private static RunningProgram start() {
            RunningProgram program = RunningProgram.start(temporaryFolder(), Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(program.application::close));
            return program;
        }
    }

    /** The one that all tests share; its data is left as other tests made it. */
    public static RunningProgram shared() {
        return Shared.PROGRAM;
    }

    /** One of its own; to be closed by the caller. */
    public static RunningProgram start(Path dataDir, Map<String, String> overrides) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT", Integer.toString(freePort()),
                "SERVER_HOST", "127.0.0.1",
                "MANAGEMENT_PORT", Integer.toString(freePort()),
                "DATA_DIR", dataDir.toString(),
                "ALERT_WEBHOOK_URL", ALERTS.url("/hooks/T0/secret"),
                // Only what a test has dated back into another century is removed.
                "RETENTION_COMPLETED", "7300d",
                "RETENTION_FAILED", "14600d"));
        environment.putAll(PROVIDER.settings());
        environment.putAll(Map.of(
                "ALERT_MAIL_TO", "ops@example.org, night@example.org",
                "ALERT_MAIL_FROM", "agents@example.org",
                "ALERT_SMTP_HOST", "127.0.0.1",
                "ALERT_SMTP_PORT", Integer.toString(MAIL.getSmtp().getPort()),
                "ALERT_SMTP_ENCRYPTION", "none",
                "ALERT_SMTP_USER", "agents",
                "ALERT_SMTP_PASSWORD", "smtp-secret",
                "TRACING_ENDPOINT", COLLECTOR.url()));
        environment.putAll(overrides);
        // OpenTelemetry reads these beside its variables; its default lets a test wait five seconds for a span.
        System.setProperty("otel.bsp.schedule.delay", "100");
        Settings settings = Settings.load(Path.of("."), environment);
        return new RunningProgram(environment, settings, Application.start(settings, EnumSet.allOf(Role.class)));
    }

    /** A value of {@code demo.env}. */
    public String demo(String key) {
        return application.demo().map(DemoSetup.Demo::values).orElseThrow().get(key);
    }

    public DemoSetup.Demo demo() {
        return application.demo().orElseThrow();
    }

    public Application application() {
        return application;
    }

    /** Who is told of alerts. */
    public FakeAgent alerts() {
        return ALERTS;
    }

    /** Who gets the spans. */
    public TestCollector collector() {
        return COLLECTOR;
    }

    /** Where people may sign in. */
    public TestProvider provider() {
        return PROVIDER;
    }

    /** Who takes the e-mails; one in the box of each recipient. */
    public GreenMail mail() {
        return MAIL;
    }

    /** After {@code mail().stop()}. */
    public void mailIsBack() {
        serve(MAIL);
    }

    /** What that one answers from now on; 200 before. */
    public void alertsAnswer(int status) {
        ALERTS_ANSWER.set(status);
    }

    /** What it was started with, for commands that are to find it. */
    public Map<String, String> environment() {
        return environment;
    }

    public Settings settings() {
        return settings;
    }

    public String url() {
        return settings.server().publicUrl();
    }

    /** @param path begins with a slash, or is empty */
    public URI url(String path) {
        return URI.create(url() + path);
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + settings.managementPort();
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** In a transaction of its own, on another connection than {@link #jdbc()} uses. */
    public void inTransaction(Consumer<JdbcClient> work) {
        DriverManagerDataSource single = new DriverManagerDataSource(
                demo("DATABASE_URL").replace("postgresql://postgres@", "jdbc:postgresql://"), "postgres", "");
        new TransactionTemplate(new DataSourceTransactionManager(single))
                .executeWithoutResult(status -> work.accept(JdbcClient.create(single)));
    }

    public void close() {
        application.close();
    }

    private static void serve(GreenMail mail) {
        mail.start();
        // A server that was stopped has forgotten its users.
        mail.setUser("agents@example.org", "agents", "smtp-secret");
    }

    private static GreenMail mailServer() {
        GreenMail mail = new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        serve(mail);
        return mail;
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("jira-agent-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
