package io.jiraagent.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HashMap;
import java.util.Map;

/**
 * A span as others are told of it: the header {@code traceparent} of <a href="https://www.w3.org/TR/trace-context/">W3C
 * Trace Context</a>.
 */
public final class TraceParent {
    public static final String HEADER = "traceparent";

    private static final TextMapGetter<String> VALUE = new TextMapGetter<>() {
        @Override
        public String get(String value, String key) {
            return HEADER.equals(key) ? value : null;
        }
    };

    private TraceParent() {}

    /** @return null for a span that belongs to no trace */
    public static String of(Span span) {
        Map<String, String> carrier = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), carrier, Map::put);
        return carrier.get(HEADER);
    }

    /** @param value as it came, or null; what is no such header is the beginning of a trace of its own */
    public static Context context(String value) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), value, VALUE);
    }

    /** @return invalid where the value is no such header */
    public static SpanContext span(String value) {
        return Span.fromContext(context(value)).getSpanContext();
    }
}
