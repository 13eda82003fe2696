package io.jiraagent.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Makes each request a span below the current one, and tells the other side of it. What is asked and answered is not in it: no
 * path, no query, no body. Thread-safe.
 */
public final class TracedCalls implements ExecChainHandler {
    private static final int FIRST_ERROR = 400;

    private final Tracer tracer;

    public TracedCalls(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Span span = tracer.spanBuilder(request.getMethod())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", request.getMethod())
                .setAttribute("server.address", scope.route.getTargetHost().getHostName())
                .setAttribute("server.port", (long) scope.route.getTargetHost().getPort())
                .startSpan();
        String parent = TraceParent.of(span);
        if (parent != null) {
            request.setHeader(TraceParent.HEADER, parent);
        }
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            span.setAttribute("http.response.status_code", response.getCode());
            if (response.getCode() >= FIRST_ERROR) {
                span.setStatus(StatusCode.ERROR);
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            // The message may hold an address with a key in it.
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }
}
