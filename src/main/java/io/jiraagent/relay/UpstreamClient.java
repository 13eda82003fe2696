package io.jiraagent.relay;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How the upstream is called: directly, once, within a time for all of it, nothing followed, remembered or unpacked. Of the
 * answer only status, {@code Content-Type}, {@code Retry-After} and a bounded body are handed on. Thread-safe.
 */
public final class UpstreamClient implements AutoCloseable {
    /** Answers of a receiver are a few hundred bytes. */
    static final int MAX_ANSWER_BYTES = 64 * 1024;

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);

    private final Duration patience;
    private final int maxConnections;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "upstream-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param patience for a whole call
     * @param maxConnections calls at the same time
     */
    public UpstreamClient(Duration patience, int maxConnections) {
        this.patience = patience;
        this.maxConnections = maxConnections;
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Makes {@code builder}'s client such a one. */
    public void configure(HttpClientBuilder builder) {
        Timeout timeout = Timeout.of(patience);
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(maxConnections)
                        .setMaxConnPerRoute(maxConnections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(timeout)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .build())
                .setConnectionManagerShared(false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setUserAgent("jira-agent-routes-relay")
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(20))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addExecInterceptorFirst("upstream-call", this::call);
    }

    private ClassicHttpResponse call(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Cancellable call = (Cancellable) scope.originalRequest;
        AtomicBoolean late = new AtomicBoolean();
        Future<?> alarm = deadlines.schedule(
                () -> {
                    late.set(true);
                    call.cancel();
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
        boolean whole = false;
        try {
            ClassicHttpResponse complete = complete(chain.proceed(request, scope));
            whole = true;
            return complete;
        } catch (IOException e) {
            if (late.get() || e instanceof SocketTimeoutException) {
                throw new IOException("The upstream did not answer within " + patience.toMillis() + " ms");
            }
            throw e;
        } finally {
            alarm.cancel(false);
            if (!whole) {
                // Draining the rest could take for ever.
                scope.execRuntime.discardEndpoint();
            }
        }
    }

    private static ClassicHttpResponse complete(ClassicHttpResponse response) throws IOException {
        ClassicHttpResponse complete = new BasicClassicHttpResponse(response.getCode());
        for (String name : new String[] {HttpHeaders.RETRY_AFTER, HttpHeaders.CONTENT_TYPE}) {
            Header header = response.getFirstHeader(name);
            if (header != null) {
                complete.addHeader(name, header.getValue());
            }
        }
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            byte[] body = entity.getContent().readNBytes(MAX_ANSWER_BYTES + 1);
            if (body.length > MAX_ANSWER_BYTES) {
                throw new IOException("The upstream's answer is larger than " + MAX_ANSWER_BYTES + " bytes");
            }
            entity.close();
            complete.setEntity(new ByteArrayEntity(body, null));
        }
        return complete;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }
}
