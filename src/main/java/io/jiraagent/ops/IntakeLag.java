package io.jiraagent.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Handler;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How many accepted events are in Kafka and have no row yet, of each topic. Asks Kafka, not a consumer of this process, so that it
 * tells also when no consumer runs. One thread calls it at a time.
 */
public final class IntakeLag implements AutoCloseable {
    private static final int PATIENCE_MS = 5000;

    private final Admin admin;
    private final Function<String, Optional<String>> groupOf;

    /** @param groupOf the consumer group of a topic; empty for a topic that is none of accepted events */
    public IntakeLag(String brokers, Function<String, Optional<String>> groupOf) {
        this.groupOf = groupOf;
        admin = Admin.create(Map.of(
                "bootstrap.servers", brokers,
                "request.timeout.ms", PATIENCE_MS,
                "default.api.timeout.ms", PATIENCE_MS));
    }

    /**
     * @return a row for each topic, with {@code topic} and {@code records}
     * @throws ExecutionException Kafka refuses
     * @throws TimeoutException Kafka does not answer
     */
    @Handler
    public List<Map<String, Object>> read() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, String> groups = new TreeMap<>();
        for (String topic : get(admin.listTopics().names())) {
            groupOf.apply(topic).ifPresent(group -> groups.put(topic, group));
        }
        List<TopicPartition> partitions =
                partitions(get(admin.describeTopics(groups.keySet()).allTopicNames()));
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> committed = committed(groups.values());
        Map<String, Long> lags = partitions.stream()
                .collect(Collectors.groupingBy(
                        TopicPartition::topic,
                        TreeMap::new,
                        Collectors.summingLong(
                                p -> Math.max(0, end.get(p) - Math.max(first.get(p), committed.getOrDefault(p, 0L))))));
        return lags.entrySet().stream()
                .map(lag -> Map.<String, Object>of("topic", lag.getKey(), "records", lag.getValue()))
                .toList();
    }

    private static List<TopicPartition> partitions(Map<String, TopicDescription> topics) {
        return topics.values().stream()
                .flatMap(topic -> topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> committed(Collection<String> groups)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        Map<TopicPartition, Long> committed = new HashMap<>();
        for (Map<TopicPartition, OffsetAndMetadata> offsets :
                get(admin.listConsumerGroupOffsets(asked).all()).values()) {
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
        }
        return committed;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                get(admin.listOffsets(asked).all());
        return answer.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
