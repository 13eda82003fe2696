package io.jiraagent.routing;

import io.jiraagent.execution.EnqueueBatch;
import io.jiraagent.execution.IntakeRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;

/** Turns a batch of Kafka records into the parameters of {@code execution-enqueue.sql}. */
public final class IntakeBatchProcessor implements Processor {
    private final EnqueueBatch enqueue;

    public IntakeBatchProcessor(EnqueueBatch enqueue) {
        this.enqueue = enqueue;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> batch = exchange.getMessage().getBody(List.class);
        List<IntakeRecord> records = new ArrayList<>(batch.size());
        List<RecordPosition> positions = new ArrayList<>(batch.size());
        for (Object element : batch) {
            Message message = ((Exchange) element).getMessage();
            RecordPosition position = message.getHeader(KafkaConstants.MANUAL_COMMIT, RecordPosition.class);
            positions.add(position);
            records.add(new IntakeRecord(
                    position.partition().topic(),
                    position.partition().partition(),
                    position.offset(),
                    message.getBody(byte[].class)));
        }
        exchange.setVariable(BatchCommitProcessor.POSITIONS, positions);
        exchange.getMessage().removeHeaders("*");
        EnqueueBatch.Batch prepared = enqueue.of(records);
        exchange.setVariable("payloads", prepared.payloads());
        exchange.getMessage().setBody(prepared.parameters());
    }
}
