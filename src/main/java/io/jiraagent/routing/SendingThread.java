package io.jiraagent.routing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Stands before the Kafka step, and takes an event from the event loop to a worker thread where that step may have to
 * wait, so that no other connection waits with it.
 */
public final class SendingThread extends AsyncProcessorSupport {
    private final Vertx vertx;
    private final EventsUnderWay underWay;

    public SendingThread(Vertx vertx, EventsUnderWay underWay) {
        this.vertx = vertx;
        this.underWay = underWay;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        String topic = exchange.getProperty(EnvelopeProcessor.TOPIC, String.class);
        if (!Context.isOnEventLoopThread() || !underWay.mayWait(topic)) {
            callback.done(true);
            return true;
        }
        vertx.executeBlocking(
                () -> {
                    callback.done(false);
                    return null;
                },
                false);
        return false;
    }
}
