package io.jiraagent.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Commits exactly the offsets of a batch, of all its partitions, in one request. Runs on the polling thread. */
public final class BatchCommitProcessor implements Processor {
    static final String POSITIONS = "positions";

    @Override
    public void process(Exchange exchange) {
        List<?> positions = exchange.getVariable(POSITIONS, List.class);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Object element : positions) {
            RecordPosition position = (RecordPosition) element;
            offsets.put(position.partition(), new OffsetAndMetadata(position.offset() + 1));
        }
        ((RecordPosition) positions.get(0)).consumer().commitSync(offsets);
    }
}
