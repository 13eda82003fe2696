package io.jiraagent.faults;

import io.jiraagent.webhook.Envelope;
import io.jiraagent.webhook.EnvelopeCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** The intake topic: what it holds, and how far the workers have come. */
final class Intake implements AutoCloseable {
    private static final String TOPIC = "agent-executions";
    private static final String GROUP = "jira-agent-workers";
    private static final int PARTITIONS = 8;

    private final Admin admin;
    private final TopicReader reader;
    private final EnvelopeCodec codec = new EnvelopeCodec();

    Intake(String brokers) {
        admin = Admin.create(Map.of(
                "bootstrap.servers",
                brokers,
                "reconnect.backoff.max.ms",
                "200",
                "default.api.timeout.ms",
                "5000",
                "request.timeout.ms",
                "3000"));
        reader = new TopicReader(brokers, TOPIC);
    }

    /** How many workers share the partitions; 0 while these are being dealt out. */
    int workers() throws ExecutionException, InterruptedException {
        ConsumerGroupDescription group =
                admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
        return group.groupState() == GroupState.STABLE ? group.members().size() : 0;
    }

    /** How many records no worker has committed yet. */
    long lag() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int p = 0; p < PARTITIONS; p++) {
            latest.put(new TopicPartition(TOPIC, p), OffsetSpec.latest());
        }
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            lag += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return lag;
    }

    /** The records since the last call: the ids of each agent's issue, in their order, each once. */
    Map<String, List<UUID>> more() {
        Map<String, List<UUID>> ids = new LinkedHashMap<>();
        Set<UUID> seen = new HashSet<>();
        reader.more().forEach(record -> {
            Envelope envelope = codec.read(record.value());
            if (seen.add(envelope.executionId())) {
                ids.computeIfAbsent(envelope.recordKey(), any -> new ArrayList<>())
                        .add(envelope.executionId());
            }
        });
        return ids;
    }

    @Override
    public void close() {
        admin.close();
    }
}
