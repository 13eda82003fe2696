package io.jiraagent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the step goes on that may have to wait for Kafka. */
class SendingThreadTest {
    private final Vertx vertx = Vertx.vertx();
    private final EventsUnderWay underWay = new EventsUnderWay();
    private final SendingThread sendingThread = new SendingThread(vertx, underWay);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private boolean goesOnOnTheEventLoop() throws Exception {
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(EnvelopeProcessor.TOPIC, "agent-executions.acme");
        vertx.runOnContext(
                begun -> sendingThread.process(exchange, done -> onLoop.complete(Context.isOnEventLoopThread())));
        return onLoop.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTopicWhosePartitionsAreNotKnownYetIsWaitedForElsewhere() throws Exception {
        assertThat(goesOnOnTheEventLoop()).isFalse();
        underWay.acknowledged("agent-executions");
        assertThat(goesOnOnTheEventLoop()).isFalse();
        underWay.acknowledged("agent-executions.acme");
        assertThat(goesOnOnTheEventLoop()).isTrue();
    }

    @Test
    void roomInTheProducersBufferIsWaitedForElsewhere() throws Exception {
        underWay.acknowledged("agent-executions.acme");
        underWay.begun(EventsUnderWay.BODY_BYTES_OF_BATCH * EventsUnderWay.MAX_BATCHES);
        assertThat(goesOnOnTheEventLoop()).isFalse();
        underWay.ended(EventsUnderWay.BODY_BYTES_OF_BATCH * EventsUnderWay.MAX_BATCHES);
        assertThat(goesOnOnTheEventLoop()).isTrue();
    }

    @Test
    void theRoutesProducerHasRoomForAllThatMayBeSentFromAnEventLoop() throws IOException {
        String route = Files.readString(Path.of("routes/receive/event-enqueue.camel.yaml"));
        long batch = number(route, "producerBatchSize");
        assertThat(EventsUnderWay.BODY_BYTES_OF_BATCH * 4L / 3).isLessThanOrEqualTo(batch);
        assertThat(EventsUnderWay.MAX_BATCHES * batch).isLessThan(number(route, "bufferMemorySize"));
    }

    private static long number(String route, String parameter) {
        Matcher line = Pattern.compile("^ +" + parameter + ": (\\d+)$", Pattern.MULTILINE)
                .matcher(route);
        assertThat(line.find()).as(parameter).isTrue();
        return Long.parseLong(line.group(1));
    }
}
