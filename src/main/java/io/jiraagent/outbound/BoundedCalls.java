package io.jiraagent.outbound;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/**
 * Ends each call at a deadline, from the first look-up to the last byte, and takes no more of the answer than is allowed.
 * What it hands on is complete, in memory, and has no header but the body's type. Thread-safe.
 */
public final class BoundedCalls implements ExecChainHandler {
    private final ScheduledExecutorService deadlines;
    private final Duration deadline;
    private final int maxBytes;

    /** @param maxBytes of an answer; a larger one is an {@link IOException} */
    public BoundedCalls(ScheduledExecutorService deadlines, Duration deadline, int maxBytes) {
        this.deadlines = deadlines;
        this.deadline = deadline;
        this.maxBytes = maxBytes;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(deadline))
                .setConnectionRequestTimeout(Timeout.of(deadline))
                .setProtocolUpgradeEnabled(false)
                .build());
        Cancellable call = (Cancellable) scope.originalRequest;
        Future<?> alarm = deadlines.schedule(() -> call.cancel(), deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return complete(chain.proceed(request, scope));
        } finally {
            alarm.cancel(false);
            // Only what has been read to its end is used again; draining the rest could take for ever.
            scope.execRuntime.discardEndpoint();
        }
    }

    private ClassicHttpResponse complete(ClassicHttpResponse response) throws IOException {
        ClassicHttpResponse complete = new BasicClassicHttpResponse(response.getCode());
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            byte[] body = entity.getContent().readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw new IOException("The answer is larger than " + maxBytes + " bytes");
            }
            complete.setHeader("Content-Type", entity.getContentType());
            complete.setEntity(new ByteArrayEntity(body, null));
        }
        return complete;
    }
}
