package io.jiraagent.runtime;

import io.jiraagent.config.Settings;
import io.jiraagent.embedded.DataDirectory;
import io.jiraagent.embedded.EmbeddedKafkaBroker;
import io.jiraagent.embedded.EmbeddedPostgresServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * PostgreSQL and Kafka: those of the configuration, or our own in the process.
 *
 * @param psqlUrl of the database, for psql
 * @param brokers {@code host:port} list
 */
record Infrastructure(Settings.Database database, String psqlUrl, String brokers) {
    private static final int EMBEDDED_POOL_SIZE = 16;

    /** @param started takes what has to be stopped */
    static Infrastructure open(Settings settings, CloseStack started) {
        return settings.embedded() ? embedded(settings, started) : external(settings);
    }

    private static Infrastructure external(Settings settings) {
        Settings.Database database = settings.database().orElseThrow();
        return new Infrastructure(
                database, database.url(), settings.kafkaBrokers().orElseThrow());
    }

    private static Infrastructure embedded(Settings settings, CloseStack started) {
        started.push(DataDirectory.take(settings.dataDir()));
        CompletableFuture<EmbeddedKafkaBroker> kafka = CompletableFuture.supplyAsync(
                () -> EmbeddedKafkaBroker.start(settings.dataDir().resolve("kafka")));
        started.push(() -> kafka.thenAccept(EmbeddedKafkaBroker::close).join());
        EmbeddedPostgresServer postgres =
                started.push(EmbeddedPostgresServer.start(settings.dataDir().resolve("postgres")));
        try {
            return new Infrastructure(
                    new Settings.Database(postgres.jdbcUrl(), "postgres", "", EMBEDDED_POOL_SIZE),
                    postgres.libpqUrl(),
                    kafka.join().bootstrapServers());
        } catch (CompletionException e) {
            throw new IllegalStateException("The embedded Kafka broker did not start: " + e.getCause(), e);
        }
    }
}
