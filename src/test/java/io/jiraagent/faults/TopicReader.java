package io.jiraagent.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, each time what has been added since; in no consumer group. */
final class TopicReader {
    private final String brokers;
    private final String topic;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    TopicReader(String brokers, String topic) {
        this.brokers = brokers;
        this.topic = topic;
    }

    /** In each partition's order. */
    List<ConsumerRecord<byte[], byte[]>> more() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(p -> consumer.seek(p, positions.getOrDefault(p, 0L)));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            partitions.forEach(p -> positions.put(p, consumer.position(p)));
            return records;
        }
    }
}
