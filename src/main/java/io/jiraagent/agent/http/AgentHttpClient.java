package io.jiraagent.agent.http;

import io.jiraagent.agent.FinalAgentException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.DnsResolver;
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
 * How agents are called over HTTP: only at allowed addresses, directly, each call within its deadline and only once,
 * nothing followed, remembered or unpacked. A connection is used again for a second at most and only when the other
 * side has not closed it, since a request lost on a dying connection has an unknown outcome. Thread-safe.
 */
public final class AgentHttpClient implements AutoCloseable {
    static final String ADDRESS_REFUSED = "agent_address_refused";

    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final TimeValue REUSE_WITHIN = TimeValue.ofSeconds(1);
    private static final int MAX_HEADERS = 100;
    private static final int MAX_LINE_LENGTH = 16 * 1024;

    private final AgentUrlGuard guard;
    private final int maxConnections;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "agent-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** @param maxConnections calls at the same time */
    public AgentHttpClient(AgentUrlGuard guard, int maxConnections) {
        this.guard = guard;
        this.maxConnections = maxConnections;
        // A deadline that was kept would hold on to its request until it passes.
        deadlines.setRemoveOnCancelPolicy(true);
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
                .addExecInterceptorFirst("agent-call", new CallSupervisor(deadlines))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "agent-connected", CallSupervisor::connected);
    }

    private PoolingHttpClientConnectionManager connections() {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(guard))
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

    /** The client connects to what this returns, so that a name cannot lead elsewhere between check and connection. */
    private record GuardedResolver(AgentUrlGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return guard.resolve(host);
            } catch (IllegalArgumentException e) {
                throw new FinalAgentException(ADDRESS_REFUSED, e.getMessage(), e);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
