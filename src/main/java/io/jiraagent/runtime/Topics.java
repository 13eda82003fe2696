package io.jiraagent.runtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the product; created where they are missing, never changed. */
final class Topics {
    static final String INTAKE = "agent-executions";
    static final String DEAD_LETTER = "agent-executions.dead-letter";

    private static final int PARTITIONS = 8;
    /** Where every record is synced, more partitions only mean more syncs for the same records. */
    private static final int SYNCED_PARTITIONS = 1;
    /** A body of 16 MiB, the most that can be configured, in base64, with its envelope. */
    private static final String MAX_MESSAGE_BYTES = "25165824";

    private static final long PATIENCE_SECONDS = 60;

    private Topics() {}

    /** @param syncEveryRecord for a single broker, which has no replica to rely on */
    static void create(String brokers, boolean syncEveryRecord) {
        Map<String, String> shared = Map.of("max.message.bytes", MAX_MESSAGE_BYTES);
        Map<String, String> intake =
                syncEveryRecord ? Map.of("max.message.bytes", MAX_MESSAGE_BYTES, "flush.messages", "1") : shared;
        int partitions = syncEveryRecord ? SYNCED_PARTITIONS : PARTITIONS;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            Set<String> existing = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            for (NewTopic topic : List.of(
                    new NewTopic(INTAKE, Optional.of(partitions), Optional.empty()).configs(intake),
                    new NewTopic(DEAD_LETTER, Optional.of(1), Optional.empty())
                            .configs(Map.of("max.message.bytes", MAX_MESSAGE_BYTES, "retention.ms", "-1")))) {
                if (!existing.contains(topic.name())) {
                    create(admin, topic);
                }
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka at " + brokers + " does not answer", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topics at " + brokers + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    private static void create(Admin admin, NewTopic topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(List.of(topic)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
