package io.jiraagent.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks over HTTP only at allowed addresses, directly, each request within its deadline and only once, nothing followed,
 * remembered or unpacked. A connection is used again for a second at most and only when the other side has not closed
 * it, since a request lost on a dying connection has an unknown outcome. Thread-safe.
 */
public final class OutboundClient implements AutoCloseable {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final TimeValue REUSE_WITHIN = TimeValue.ofSeconds(1);
    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE_LENGTH = 16 * 1024;

    private final String name;
    private final int maxConnections;
    private final Addresses addresses;
    private final ExecChainHandler supervisor;
    private final ExecChainHandler connected;
    private final ScheduledThreadPoolExecutor deadlines;

    /** The addresses of a host that may be asked. */
    @FunctionalInterface
    public interface Addresses {
        /** @throws RuntimeException one of them is not allowed */
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * @param name what is asked, for the names of threads
     * @param maxConnections requests at the same time
     * @param addresses is asked at each connection, so that a name cannot lead elsewhere between check and connection
     * @param supervisor makes what stands around the whole request; it ends requests by the executor
     * @param connected stands behind the step that connects: from there on the request may arrive
     */
    public OutboundClient(
            String name,
            int maxConnections,
            Addresses addresses,
            Function<ScheduledExecutorService, ExecChainHandler> supervisor,
            ExecChainHandler connected) {
        this.name = name;
        this.maxConnections = maxConnections;
        this.addresses = addresses;
        this.connected = connected;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name + "-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // A deadline that was kept would hold on to its request until it passes.
        deadlines.setRemoveOnCancelPolicy(true);
        this.supervisor = supervisor.apply(deadlines);
    }

    /** Makes {@code builder}'s client such a one. */
    public void configure(HttpClientBuilder builder) {
        builder.setConnectionManager(connections())
                .setConnectionManagerShared(false)
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setUserAgent("jira-agent-routes")
                .setKeepAliveStrategy((response, context) -> REUSE_WITHIN)
                .evictExpiredConnections()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addExecInterceptorFirst(name + "-call", supervisor)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), name + "-connected", connected);
    }

    private PoolingHttpClientConnectionManager connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(addresses))
                .setMaxConnTotal(maxConnections)
                .setMaxConnPerRoute(maxConnections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_TIMEOUT)
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(CONNECT_TIMEOUT).build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(MAX_HEADERS)
                                .setMaxLineLength(MAX_LINE_LENGTH)
                                .build())
                        .build())
                .build();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    private record GuardedResolver(Addresses addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.of(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
