package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.database.Databases;
import io.jiraagent.database.ServerKeys;
import io.jiraagent.demo.DemoSetup;
import io.jiraagent.demo.EmbeddedEncryptionKey;
import io.jiraagent.secret.Keyring;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running program. */
public final class Application implements Running {
    private static final int ID_KEY_MIN_BYTES = 16;

    private final CloseStack started;
    private final CamelRuntime camel;
    private final Optional<DemoSetup.Demo> demo;

    private Application(CloseStack started, CamelRuntime camel, Optional<DemoSetup.Demo> demo) {
        this.started = started;
        this.camel = camel;
        this.demo = demo;
    }

    /**
     * Starts everything that the roles need; returns when requests are answered.
     *
     * @throws RuntimeException something did not start; what had been started is stopped again
     */
    public static Application start(Settings settings, Set<Role> roles) {
        CloseStack started = new CloseStack();
        try {
            return start(settings, roles, started);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    private static Application start(Settings settings, Set<Role> roles, CloseStack started) {
        Infrastructure infrastructure = Infrastructure.open(settings, started);
        CompletableFuture<Void> topics =
                infrastructure.kafka().thenRunAsync(() -> Topics.create(infrastructure.brokers(), settings.embedded()));
        DataSource dataSource = started.push(Databases.open(infrastructure.database()));
        Databases.migrate(dataSource);
        Keyring keyring = Keyring.of(
                settings.encryptionKeys().isEmpty()
                        ? EmbeddedEncryptionKey.in(settings.dataDir())
                        : settings.encryptionKeys());
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Optional<DemoSetup.Demo> demo = settings.embedded()
                ? Optional.of(new DemoSetup(jdbc, keyring, settings.dataDir())
                        .prepare(settings.server().publicUrl(), infrastructure.psqlUrl(), infrastructure.brokers()))
                : Optional.empty();
        byte[] idKey = settings.idKey().map(Application::decodeIdKey).orElseGet(() -> new ServerKeys(jdbc, keyring)
                .key("execution-id"));
        CamelRuntime camel = started.push(new CamelRuntime(
                settings, roles, infrastructure.brokers(), dataSource, keyring, idKey, Clock.systemUTC()));
        camel.start(() -> await(topics));
        return new Application(started, camel, demo);
    }

    private static void await(CompletableFuture<Void> topics) {
        try {
            topics.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e);
        }
    }

    private static byte[] decodeIdKey(String base64) {
        byte[] key = Base64.getDecoder().decode(base64);
        if (key.length < ID_KEY_MIN_BYTES) {
            throw new IllegalArgumentException("ID_KEY is shorter than " + ID_KEY_MIN_BYTES + " bytes");
        }
        return key;
    }

    /** What was prepared for a new user; only in embedded mode. */
    public Optional<DemoSetup.Demo> demo() {
        return demo;
    }

    CamelContext camelContext() {
        return camel.context();
    }

    /** Finishes what is being worked on, then stops everything. */
    @Override
    public void close() {
        started.close();
    }
}
