package io.jiraagent.testing;

import io.jiraagent.config.Settings;
import io.jiraagent.runtime.RelayRuntime;
import io.jiraagent.secret.Hashes;
import io.jiraagent.testing.WebhookClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A signing relay of its own for one agent. */
public final class TestRelay implements AutoCloseable {
    private final UUID agent;
    private final String token = Hashes.randomToken("jar_");
    private final Settings settings;
    private final RelayRuntime runtime;

    /**
     * @param folder takes its configuration
     * @param sign as in {@code relay.yaml}
     * @param overrides environment variables
     */
    public TestRelay(Path folder, UUID agent, URI upstream, String sign, String key, Map<String, String> overrides) {
        this.agent = agent;
        Path file = folder.resolve("relay-" + UUID.randomUUID() + ".yaml");
        write(file, """
                agents:
                  - id: %s
                    upstream: %s
                    token-sha256: %s
                    sign: %s
                    key: env:RELAY_KEY
                """.formatted(agent, upstream, HexFormat.of().formatHex(Hashes.ofToken(token)), sign));
        Map<String, String> environment = new HashMap<>(Map.of(
                "SERVER_PORT",
                Integer.toString(RunningProgram.freePort()),
                "SERVER_HOST",
                "127.0.0.1",
                "SERVER_STOP_DELAY",
                "0s",
                "MANAGEMENT_PORT",
                Integer.toString(RunningProgram.freePort()),
                "RELAY_FILE",
                file.toString(),
                "RELAY_TIMEOUT",
                "2s"));
        environment.putAll(overrides);
        settings = Settings.loadForDatabase(Path.of("."), environment);
        runtime = RelayRuntime.start(settings, name -> Optional.of(key));
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Settings settings() {
        return settings;
    }

    public String token() {
        return token;
    }

    public URI door() {
        return URI.create("http://127.0.0.1:" + settings.server().port() + "/jira/automation/" + agent);
    }

    public URI management(String path) {
        return URI.create("http://127.0.0.1:" + settings.managementPort() + path);
    }

    /** As a rule of Jira Automation does. */
    public Answer post(String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(door())
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public static Answer send(HttpRequest request) {
        return new WebhookClient(null).send(request);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
