package io.jiraagent.routing;

import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Makes consumers that wait long while nothing comes, and only as long as they are told to while a batch is being
 * gathered. A batch ends with a poll that brings nothing, so that the route's poll time-out has to be short; without
 * this, hundreds of idle consumers would poll a hundred times a second each.
 */
public final class RestfulConsumers extends DefaultKafkaClientFactory {
    private static final Duration AT_REST = Duration.ofSeconds(1);

    @Override
    public Consumer<Object, Object> getConsumer(Properties properties) {
        return new RestfulConsumer(properties);
    }

    /** As its parent, to be used by one thread. */
    private static final class RestfulConsumer extends KafkaConsumer<Object, Object> {
        /** One empty poll may come a moment too early to end a batch. */
        private static final int EMPTY_POLLS_BEFORE_REST = 2;

        private int emptyPolls = EMPTY_POLLS_BEFORE_REST;

        RestfulConsumer(Properties properties) {
            super(properties);
        }

        @Override
        public ConsumerRecords<Object, Object> poll(Duration timeout) {
            ConsumerRecords<Object, Object> records =
                    super.poll(emptyPolls < EMPTY_POLLS_BEFORE_REST ? timeout : AT_REST);
            emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
            return records;
        }
    }
}
