package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.embedded.DataDirectory;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import java.util.concurrent.CompletableFuture;

/**
 * PostgreSQL and Kafka: those of the configuration, or our own in the process.
 *
 * @param psqlUrl of the database, for psql
 * @param brokers {@code host:port} list
 * @param kafka is done when Kafka may be asked
 */
record Infrastructure(Settings.Database database, String psqlUrl, String brokers, CompletableFuture<?> kafka) {
    private static final int EMBEDDED_POOL_SIZE = 16;

    /**
     * Returns when the database may be asked.
     *
     * @param started takes what has to be stopped
     */
    static Infrastructure open(Settings settings, CloseStack started) {
        return settings.embedded() ? embedded(settings, started) : external(settings);
    }

    private static Infrastructure external(Settings settings) {
        Settings.Database database = settings.database().orElseThrow();
        return new Infrastructure(
                database,
                database.url(),
                settings.kafkaBrokers().orElseThrow(),
                CompletableFuture.completedFuture(null));
    }

    private static Infrastructure embedded(Settings settings, CloseStack started) {
        started.push(DataDirectory.take(settings.dataDir()));
        int kafkaPort = EmbeddedKafkaBroker.freePort();
        CompletableFuture<EmbeddedKafkaBroker> kafka = CompletableFuture.supplyAsync(
                () -> EmbeddedKafkaBroker.start(settings.dataDir().resolve("kafka"), kafkaPort));
        started.push(() -> kafka.thenAccept(EmbeddedKafkaBroker::close).join());
        EmbeddedPostgresServer postgres =
                started.push(EmbeddedPostgresServer.start(settings.dataDir().resolve("postgres")));
        return new Infrastructure(
                new Settings.Database(postgres.jdbcUrl(), "postgres", "", EMBEDDED_POOL_SIZE),
                postgres.libpqUrl(),
                EmbeddedKafkaBroker.bootstrapServers(kafkaPort),
                kafka);
    }
}
