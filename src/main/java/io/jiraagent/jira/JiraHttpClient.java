package io.jiraagent.jira;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How Jira is asked over HTTP: only at allowed addresses, directly, each request within its deadline and only once,
 * nothing followed, remembered or unpacked. Thread-safe.
 */
public final class JiraHttpClient implements AutoCloseable {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
    private static final TimeValue REUSE_WITHIN = TimeValue.ofSeconds(1);

    private final JiraAddressGuard guard;
    private final int maxConnections;
    private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "jira-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** @param maxConnections requests at the same time */
    public JiraHttpClient(JiraAddressGuard guard, int maxConnections) {
        this.guard = guard;
        this.maxConnections = maxConnections;
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Makes {@code builder}'s client such a one. */
    public void configure(HttpClientBuilder builder) {
        builder.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(guard))
                        .setMaxConnTotal(maxConnections)
                        .setMaxConnPerRoute(maxConnections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setHandshakeTimeout(CONNECT_TIMEOUT)
                                .build())
                        .build())
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
                .addExecInterceptorFirst("jira-call", new JiraCallSupervisor(deadlines))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "jira-connected", JiraCallSupervisor::connected);
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
    }

    /** The client connects to what this returns, so that a name cannot lead elsewhere between check and connection. */
    private record GuardedResolver(JiraAddressGuard guard) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return guard.resolve(host);
            } catch (IllegalArgumentException e) {
                throw JiraException.unusable(
                        "jira_address_refused", e.getMessage(), "Connect the tenant with another address.");
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
