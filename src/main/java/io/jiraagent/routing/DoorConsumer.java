package io.jiraagent.routing;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/**
 * Takes short events through their route on the event loop, which is free again while Kafka writes; Camel's own consumer
 * keeps a worker thread waiting for each. An event that takes longer to look at goes the way of Camel's.
 */
final class DoorConsumer extends VertxPlatformHttpConsumer {
    /** Checked and read in a fraction of a millisecond. */
    private static final int SHORT_BODY_BYTES = 32 * 1024;

    private final EventsUnderWay underWay;

    DoorConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String routerName,
            EventsUnderWay underWay) {
        super(endpoint, processor, handlers, routerName);
        this.underWay = underWay;
    }

    @Override
    protected void handleRequest(RoutingContext ctx) {
        int bytes = Math.max(0, ctx.body().length());
        underWay.begun(bytes);
        ctx.addEndHandler(ended -> underWay.ended(bytes));
        if (bytes > SHORT_BODY_BYTES || isSuspended()) {
            super.handleRequest(ctx);
            return;
        }
        Context loop = Vertx.currentContext();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        processHttpRequest(exchange, ctx)
                .onSuccess(read -> process(exchange, ctx, loop))
                .onFailure(cause -> {
                    releaseExchange(exchange, false);
                    ctx.fail(cause);
                });
    }

    private void process(Exchange exchange, RoutingContext ctx, Context loop) {
        try {
            createUoW(exchange);
        } catch (Exception e) {
            releaseExchange(exchange, false);
            ctx.fail(e);
            return;
        }
        getAsyncProcessor().process(exchange, onThisThread -> {
            if (onThisThread) {
                answer(exchange, ctx);
            } else {
                loop.runOnContext(back -> answer(exchange, ctx));
            }
        });
    }

    private void answer(Exchange exchange, RoutingContext ctx) {
        try {
            if (exchange.getException() != null) {
                ctx.fail(exchange.getException());
            } else if (!ctx.response().ended() && !ctx.response().closed()) {
                write(ctx.response(), exchange);
            }
        } catch (RuntimeException e) {
            ctx.fail(e);
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    /** What {@link HttpAnswers} has put into the message, and no header that {@link ClosedHeaders} keeps back. */
    private void write(HttpServerResponse response, Exchange exchange) {
        Message message = exchange.getMessage();
        response.setStatusCode(message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class));
        message.getHeaders().forEach((name, value) -> {
            if (!getEndpoint().getHeaderFilterStrategy().applyFilterToCamelHeaders(name, value, exchange)) {
                response.putHeader(name, value.toString());
            }
        });
        response.putHeader(HttpHeaders.CONTENT_TYPE, message.getHeader(Exchange.CONTENT_TYPE, String.class));
        byte[] body = message.getBody(ByteBuffer.class).array();
        response.end(Buffer.buffer(body));
    }
}
