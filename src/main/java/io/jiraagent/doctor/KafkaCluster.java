package io.jiraagent.doctor;

import io.jiraagent.webhook.IntakeTopics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What Kafka says about the topics of accepted events and their consumers. */
final class KafkaCluster implements AutoCloseable {
    private static final String GROUP = "jira-agent-workers";
    private static final int PATIENCE_MS = 5000;

    private final Admin admin;

    KafkaCluster(String brokers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers", brokers,
                "request.timeout.ms", PATIENCE_MS,
                "default.api.timeout.ms", PATIENCE_MS));
    }

    /**
     * How the consumers of a topic get on.
     *
     * @param lag records that are not in the database yet
     */
    record Intake(String group, int members, long lag) {}

    /** @throws IllegalStateException Kafka does not answer */
    int nodes() {
        return get(admin.describeCluster().nodes()).size();
    }

    Set<String> topics() {
        return get(admin.listTopics().names());
    }

    /** By topic, of those that there are. */
    Map<String, Intake> intakes() {
        Map<String, Intake> intakes = new TreeMap<>();
        for (String topic : topics()) {
            if (topic.equals(IntakeTopics.SHARED)) {
                intakes.put(topic, intake(topic, GROUP));
            }
            IntakeTopics.tenantOf(topic).ifPresent(tenant -> intakes.put(topic, intake(topic, GROUP + "." + tenant)));
        }
        return intakes;
    }

    private Intake intake(String topic, String group) {
        Set<TopicPartition> partitions =
                get(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic)).partitions().stream()
                        .map(TopicPartitionInfo::partition)
                        .map(partition -> new TopicPartition(topic, partition))
                        .collect(Collectors.toSet());
        Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        long lag = offsets(partitions, OffsetSpec.latest()).entrySet().stream()
                .mapToLong(end -> end.getValue() - reached(committed.get(end.getKey()), first.get(end.getKey())))
                .sum();
        return new Intake(group, members(group), lag);
    }

    private static long reached(OffsetAndMetadata committed, long first) {
        return committed == null ? first : Math.max(first, committed.offset());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                get(admin.listOffsets(asked).all());
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private int members(String group) {
        try {
            return admin.describeConsumerGroups(Set.of(group))
                    .describedGroups()
                    .get(group)
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw away(e);
        } catch (TimeoutException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw away(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        }
    }

    private static IllegalStateException away(Exception e) {
        return new IllegalStateException("Kafka does not answer", e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
