package io.jiraagent.testing;

import io.jiraagent.config.Settings;
import io.jiraagent.runtime.Application;
import io.jiraagent.runtime.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole program with its own PostgreSQL and Kafka, started once for all tests of a JVM. */
public final class RunningProgram {
    private static RunningProgram shared;

    private final Settings settings;
    private final Application application;
    private final JdbcClient jdbc;

    private RunningProgram(Settings settings, Application application) {
        this.settings = settings;
        this.application = application;
        URI database = URI.create(demo("DATABASE_URL"));
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl("jdbc:postgresql://" + database.getHost() + ":" + database.getPort() + database.getPath());
        dataSource.setUser(database.getUserInfo());
        this.jdbc = JdbcClient.create(dataSource);
    }

    public static synchronized RunningProgram shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    private static RunningProgram start() {
        try {
            Path data = Files.createTempDirectory("jira-agent-test");
            Settings settings = Settings.load(
                    Path.of("").toAbsolutePath(),
                    Map.of(
                            "SERVER_PORT", Integer.toString(freePort()),
                            "MANAGEMENT_PORT", Integer.toString(freePort()),
                            "DATA_DIR", data.toString()));
            Application application = Application.start(settings, EnumSet.allOf(Role.class));
            Runtime.getRuntime().addShutdownHook(new Thread(application::close));
            return new RunningProgram(settings, application);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public Settings settings() {
        return settings;
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    /** A line of {@code demo.env}, for example {@code ADMIN_TOKEN}. */
    public String demo(String name) {
        return application.demo().orElseThrow().values().get(name);
    }

    /** @param path begins with a slash */
    public URI url(String path) {
        return URI.create("http://localhost:" + settings.server().port() + path);
    }
}
