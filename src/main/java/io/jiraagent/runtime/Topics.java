package io.jiraagent.runtime;

import io.jiraagent.webhook.IntakeTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the product where they are missing; never changes them. */
final class Topics {
    private static final int PARTITIONS = 8;
    /** Where every record is synced, more partitions only mean more syncs for the same records. */
    private static final int SYNCED_PARTITIONS = 1;
    /** A body of 16 MiB, the most that can be configured, in base64, with its envelope. */
    private static final String MAX_MESSAGE_BYTES = "25165824";

    private static final long PATIENCE_SECONDS = 60;

    private Topics() {}

    /** @param syncEveryRecord for a single broker, which has no replica to rely on */
    static void create(String brokers, boolean syncEveryRecord) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Set<String> existing = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            NewTopic deadLetters = new NewTopic(IntakeTopics.DEAD_LETTER, Optional.of(1), Optional.empty())
                    .configs(configs(Map.of("retention.ms", "-1")));
            create(
                    admin,
                    Stream.of(intake(IntakeTopics.SHARED, syncEveryRecord), deadLetters)
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + brokers + " does not answer", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topics at " + brokers + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    /**
     * Creates intake topics.
     *
     * @param names of topics that are not there yet
     * @param syncEveryRecord for a single broker, which has no replica to rely on
     */
    static void create(Admin admin, Set<String> names, boolean syncEveryRecord)
            throws ExecutionException, InterruptedException, TimeoutException {
        create(admin, names.stream().map(name -> intake(name, syncEveryRecord)).toList());
    }

    private static NewTopic intake(String name, boolean syncEveryRecord) {
        int partitions = syncEveryRecord ? SYNCED_PARTITIONS : PARTITIONS;
        return new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(configs(syncEveryRecord ? Map.of("flush.messages", "1") : Map.of()));
    }

    /**
     * Records bear the broker's time: it refuses those that come from more than an hour ahead of it, so a receiver whose
     * clock is wrong would accept nothing.
     */
    private static Map<String, String> configs(Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(
                Map.of("max.message.bytes", MAX_MESSAGE_BYTES, "message.timestamp.type", "LogAppendTime"));
        configs.putAll(more);
        return configs;
    }

    private static void create(Admin admin, List<NewTopic> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        for (KafkaFuture<Void> created : admin.createTopics(topics).values().values()) {
            try {
                created.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
