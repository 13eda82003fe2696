package io.jiraagent.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import io.jiraagent.secret.Hashes;
import io.jiraagent.secret.Keyring;
import io.jiraagent.testing.Balancer;
import io.jiraagent.testing.ProgramProcess;
import io.jiraagent.testing.RunningProgram;
import io.jiraagent.testing.WebhookClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances behind a load balancer, restarted one after the other under load. */
class RollingRestartIT {
    private static final int SENDERS = 4;
    private static final long EVERY_MS = 10;

    @TempDir
    private Path folder;

    private final String encryptionKey = Keyring.generateKey();
    private final String secret = Hashes.randomSecret();
    private final UUID agent = UUID.randomUUID();
    private final Queue<UUID> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> otherwise = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void refusesResetsAndLosesNothing() throws InterruptedException {
        try (EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
                EmbeddedKafkaBroker kafka = EmbeddedKafkaBroker.start(folder.resolve("kafka"))) {
            List<ProgramProcess> instances =
                    new CopyOnWriteArrayList<>(List.of(launch(postgres, kafka), launch(postgres, kafka)));
            instances.forEach(ProgramProcess::awaitReady);
            try (Balancer balancer = new Balancer(instances)) {
                JdbcClient jdbc = jdbc(postgres);
                createAgent(jdbc);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> post(balancer).status() == 202);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> post(balancer).status() == 202);

                ScheduledExecutorService senders = Executors.newScheduledThreadPool(SENDERS);
                ScheduledFuture<?> load =
                        senders.scheduleAtFixedRate(() -> send(balancer), 0, EVERY_MS, TimeUnit.MILLISECONDS);
                for (int i = 0; i < instances.size(); i++) {
                    int before = accepted.size();
                    await().atMost(Duration.ofMinutes(2)).until(() -> accepted.size() > before + 100);
                    instances.get(i).stop();
                    instances.set(i, launch(postgres, kafka));
                    instances.get(i).awaitReady();
                }
                int before = accepted.size();
                await().atMost(Duration.ofMinutes(2)).until(() -> accepted.size() > before + 100);
                load.cancel(false);
                senders.shutdown();
                assertThat(senders.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

                assertThat(otherwise).isEmpty();
                await().atMost(Duration.ofMinutes(2)).until(() -> completed(jdbc) >= accepted.size());
                assertThat(accepted).doesNotHaveDuplicates();
            } finally {
                instances.forEach(ProgramProcess::stop);
            }
        }
    }

    private ProgramProcess launch(EmbeddedPostgresServer postgres, EmbeddedKafkaBroker kafka) {
        return ProgramProcess.launch(
                Map.of(
                        "DATABASE_URL", postgres.libpqUrl(),
                        "KAFKA_BROKERS", kafka.bootstrapServers(),
                        "ENCRYPTION_KEY", encryptionKey,
                        "SERVER_HOST", "127.0.0.1",
                        "SERVER_STOP_DELAY", "2s",
                        "SERVER_PORT", Integer.toString(RunningProgram.freePort()),
                        "MANAGEMENT_PORT", Integer.toString(RunningProgram.freePort())),
                "run");
    }

    private void createAgent(JdbcClient jdbc) {
        UUID tenant = UUID.randomUUID();
        jdbc.sql("INSERT INTO tenants (id, name) VALUES (:id, 'acme')")
                .param("id", tenant)
                .update();
        jdbc.sql("""
                INSERT INTO agents (id, tenant_id, name, kind, status, hmac_secret_encrypted)
                VALUES (:id, :tenant, 'Echo', 'echo', 'active', :secret)""")
                .param("id", agent)
                .param("tenant", tenant)
                .param("secret", Keyring.of(List.of(encryptionKey)).encrypt(secret))
                .update();
    }

    private void send(Balancer balancer) {
        try {
            WebhookClient.Answer answer = post(balancer);
            if (answer.status() == 202) {
                accepted.add(answer.executionId());
            } else {
                otherwise.add(answer.status() + " " + answer.body());
            }
        } catch (RuntimeException e) {
            otherwise.add(e.toString());
        }
    }

    private WebhookClient.Answer post(Balancer balancer) {
        byte[] body = WebhookClient.body("ROLL-" + sent.incrementAndGet(), "x").getBytes(StandardCharsets.UTF_8);
        String signature =
                HexFormat.of().formatHex(Hashes.hmacSha256(Base64.getDecoder().decode(secret), body));
        return new WebhookClient(null)
                .send(HttpRequest.newBuilder(URI.create(balancer.url() + "/webhook/agents/" + agent + "/webhook"))
                        .header("X-Hub-Signature-256", "sha256=" + signature)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    private static JdbcClient jdbc(EmbeddedPostgresServer postgres) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(postgres.jdbcUrl());
        dataSource.setUser("postgres");
        return JdbcClient.create(dataSource);
    }

    private static long completed(JdbcClient jdbc) {
        return jdbc.sql("SELECT count(*) FROM agent_test_executions WHERE status = 'completed'")
                .query(Long.class)
                .single();
    }
}
