package io.jiraagent.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits exactly the offsets of a batch, of all its partitions, in one request. Runs on the polling thread. During a
 * rebalance nothing can be committed until that thread polls again, and repeating the attempt would only hold up the
 * whole group: the batch comes once more, to whoever gets its partitions, and finds its rows there.
 */
public final class BatchCommitProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCommitProcessor.class);

    static final String POSITIONS = "positions";

    @Override
    public void process(Exchange exchange) {
        List<?> positions = exchange.getVariable(POSITIONS, List.class);
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (Object element : positions) {
            RecordPosition position = (RecordPosition) element;
            offsets.put(position.partition(), new OffsetAndMetadata(position.offset() + 1));
        }
        try {
            ((RecordPosition) positions.get(0)).consumer().commitSync(offsets);
        } catch (RebalanceInProgressException | CommitFailedException e) {
            LOG.info("The group rebalances; {} records will come again", positions.size());
        }
    }
}
