package io.jiraagent.routing;

import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a record stands, taken from the record itself: headers of the same names could come from its sender.
 *
 * @param consumer may only be used on the thread that polls
 */
public record RecordPosition(Consumer<?, ?> consumer, TopicPartition partition, long offset)
        implements KafkaManualCommit {

    /** Commits are made for a whole batch, by {@link BatchCommitProcessor}. */
    @Override
    public void commit() {
        throw new UnsupportedOperationException("Offsets are committed by the batch");
    }

    /**
     * Hands out positions. Being none of Camel's own factories, it also keeps Camel from committing what was polled but
     * not yet processed when a batch fails or a consumer reconnects.
     */
    public static final class Factory implements KafkaManualCommitFactory {
        @Override
        public KafkaManualCommit newInstance(
                CamelExchangePayload exchange, KafkaRecordPayload entry, CommitManager commitManager) {
            return new RecordPosition(exchange.consumer, entry.partition, entry.recordOffset);
        }
    }
}
