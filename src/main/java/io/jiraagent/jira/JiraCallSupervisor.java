package io.jiraagent.jira;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/**
 * Watches over one request: ends it at its deadline, takes no more of the answer than is allowed, and tells a request
 * that surely did not arrive from one that may have. What it hands on is complete, in memory, and has no header that is
 * not named here. Thread-safe.
 */
final class JiraCallSupervisor implements ExecChainHandler {
    /** For one request, from the first look-up to the last byte. */
    static final Duration DEADLINE = Duration.ofSeconds(20);

    /** What tells when Jira wants to be asked again. */
    private static final List<String> KEPT = List.of(
            "Retry-After",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset",
            "X-RateLimit-NearLimit",
            "X-RateLimit-Interval-Seconds");

    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final int MAX_REFUSAL_BYTES = 16 * 1024;
    private static final String CONNECTED = JiraCallSupervisor.class.getName() + ".connected";
    private static final Duration LET_IT_SETTLE = Duration.ofSeconds(5);

    private final ScheduledExecutorService deadlines;

    JiraCallSupervisor(ScheduledExecutorService deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.of(DEADLINE))
                .setConnectionRequestTimeout(Timeout.of(DEADLINE))
                .setProtocolUpgradeEnabled(false)
                .build());
        Cancellable call = (Cancellable) scope.originalRequest;
        Future<?> alarm = deadlines.schedule(() -> call.cancel(), DEADLINE.toSeconds(), TimeUnit.SECONDS);
        try {
            return complete(chain.proceed(request, scope));
        } catch (IOException | HttpException | IllegalStateException e) {
            throw failure(scope, e);
        } finally {
            alarm.cancel(false);
            scope.execRuntime.discardEndpoint();
        }
    }

    /** Stands behind the step that connects: from here on the request may arrive. */
    static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(CONNECTED, true);
        return chain.proceed(request, scope);
    }

    private static ClassicHttpResponse complete(ClassicHttpResponse response) throws IOException {
        ClassicHttpResponse complete = new BasicClassicHttpResponse(response.getCode());
        for (String name : KEPT) {
            Header header = response.getFirstHeader(name);
            if (header != null) {
                complete.addHeader(name, header.getValue());
            }
        }
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            boolean taken = response.getCode() / 100 == 2;
            int limit = taken ? MAX_ANSWER_BYTES : MAX_REFUSAL_BYTES;
            byte[] body = entity.getContent().readNBytes(limit + 1);
            if (taken && body.length > limit) {
                throw JiraException.unusable(
                        "jira_answer_too_large",
                        "Jira's answer is larger than " + limit + " bytes",
                        "Look at the issue: its newest comments are unusually long.");
            }
            complete.setEntity(new ByteArrayEntity(body, null));
        }
        return complete;
    }

    private static JiraException failure(ExecChain.Scope scope, Exception cause) {
        String jira = "Jira at " + scope.route.getTargetHost().getHostName();
        String name = cause.getClass().getSimpleName();
        if (scope.clientContext.getAttribute(CONNECTED) == null) {
            return JiraException.later("jira_unreachable", jira + " could not be reached (" + name + ")", null, cause);
        }
        return JiraException.later(
                "jira_no_answer",
                jira + " gave no whole answer within " + DEADLINE.toSeconds() + " s (" + name
                        + "); whether it has taken the request is looked at before it is made again",
                LET_IT_SETTLE,
                cause);
    }
}
