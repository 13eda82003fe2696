package io.jiraagent.routing;

import io.jiraagent.tracing.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Scope;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.MDC;

/**
 * Makes a span of each exchange of a route. Where the exchange has a thread of its own, the span is current on it, and log
 * lines bear its trace; on an event loop, which turns to others meanwhile, it is not.
 */
final class SpanPolicy extends RoutePolicySupport {
    private static final String PROPERTY = "span.";
    private static final String SCOPE = "scope.";
    private static final String LOGGED = "trace_id";

    private final String name;
    private final boolean ownThread;
    private final Function<Exchange, SpanBuilder> begin;
    private final BiConsumer<Exchange, Span> end;

    /**
     * @param name of the exchange's property that keeps the span
     * @param ownThread the exchange begins and ends on one thread, which does nothing else meanwhile
     * @param end adds what is known at the end
     */
    SpanPolicy(String name, boolean ownThread, Function<Exchange, SpanBuilder> begin, BiConsumer<Exchange, Span> end) {
        this.name = name;
        this.ownThread = ownThread;
        this.begin = begin;
        this.end = end;
    }

    /** @param name of the policy that keeps it; a span of no trace where there is none */
    static Span span(Exchange exchange, String name) {
        Span span = exchange.getProperty(PROPERTY + name, Span.class);
        return span == null ? Span.getInvalid() : span;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed when the exchange is done, which Camel promises to tell
    public void onExchangeBegin(Route route, Exchange exchange) {
        Span span = begin.apply(exchange).startSpan();
        exchange.setProperty(PROPERTY + name, span);
        exchange.setProperty(TracedRoutes.TRACEPARENT, TraceParent.of(span));
        if (ownThread) {
            exchange.setProperty(SCOPE + name, span.makeCurrent());
            MDC.put(LOGGED, span.getSpanContext().getTraceId());
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Span span = span(exchange, name);
        end.accept(exchange, span);
        span.end();
        if (exchange.removeProperty(SCOPE + name) instanceof Scope scope) {
            scope.close();
            MDC.remove(LOGGED);
        }
    }
}
