package io.jiraagent.agent.http;

import io.jiraagent.agent.AgentException;
import io.jiraagent.agent.FinalAgentException;
import io.jiraagent.agent.OutcomeUnknownException;
import io.jiraagent.agent.RetriableAgentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/**
 * Watches over one call from the first look-up to the last byte: ends it at its deadline, takes no more of the answer
 * than is allowed, and tells a request that surely did not arrive from one that may have. What it hands on is
 * complete, in memory, and has no header that is not named here. Thread-safe.
 */
final class CallSupervisor implements ExecChainHandler {
    /** Set by the route, in seconds; not sent. */
    static final String DEADLINE_HEADER = "Agent-Deadline";

    /**
     * Set by the route to true where asking has no effect outside; not sent. Then a call whose outcome is unknown may be
     * repeated, and what is said in a refusal is handed on.
     */
    static final String QUESTION_HEADER = "Agent-Question";

    static final int MAX_ANSWER_BYTES = 1024 * 1024;
    private static final int MAX_REFUSAL_BYTES = 64 * 1024;

    private static final String CONNECTED = CallSupervisor.class.getName() + ".connected";
    private static final long DEFAULT_DEADLINE_SECONDS = 60;

    private final ScheduledExecutorService deadlines;

    CallSupervisor(ScheduledExecutorService deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        long seconds = takeDeadline(request);
        boolean question = Boolean.parseBoolean(take(request, QUESTION_HEADER));
        scope.clientContext.setRequestConfig(RequestConfig.custom()
                .setResponseTimeout(Timeout.ofSeconds(seconds))
                .setConnectionRequestTimeout(Timeout.ofSeconds(seconds))
                .setProtocolUpgradeEnabled(false)
                .build());
        AtomicBoolean late = new AtomicBoolean();
        Cancellable call = (Cancellable) scope.originalRequest;
        Future<?> alarm = deadlines.schedule(
                () -> {
                    late.set(true);
                    call.cancel();
                },
                seconds,
                TimeUnit.SECONDS);
        try {
            return complete(chain.proceed(request, scope), question);
        } catch (AgentException e) {
            throw e;
        } catch (IOException | HttpException | IllegalStateException e) {
            throw failure(scope, question, late.get() || e instanceof SocketTimeoutException, seconds, e);
        } finally {
            alarm.cancel(false);
            // Only what has been read to its end is used again; draining the rest could take for ever.
            scope.execRuntime.discardEndpoint();
        }
    }

    /** Stands behind the step that connects: from here on the request may arrive. */
    static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(CONNECTED, true);
        return chain.proceed(request, scope);
    }

    private static long takeDeadline(ClassicHttpRequest request) {
        String seconds = take(request, DEADLINE_HEADER);
        return seconds == null ? DEFAULT_DEADLINE_SECONDS : Long.parseLong(seconds);
    }

    /** @return null where it is not set */
    private static String take(ClassicHttpRequest request, String name) {
        Header header = request.getFirstHeader(name);
        request.removeHeaders(name);
        return header == null ? null : header.getValue();
    }

    private static ClassicHttpResponse complete(ClassicHttpResponse response, boolean question) throws IOException {
        ClassicHttpResponse complete = new BasicClassicHttpResponse(response.getCode());
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        if (retryAfter != null) {
            complete.addHeader(HttpHeaders.RETRY_AFTER, retryAfter.getValue());
        }
        HttpEntity entity = response.getEntity();
        if (entity != null && response.getCode() / 100 == 2) {
            byte[] body = entity.getContent().readNBytes(MAX_ANSWER_BYTES + 1);
            if (body.length > MAX_ANSWER_BYTES) {
                throw new FinalAgentException(
                        "invalid_answer", "The agent's answer is larger than " + MAX_ANSWER_BYTES + " bytes", null);
            }
            complete.setEntity(new ByteArrayEntity(body, null));
        } else if (entity != null && question) {
            complete.setEntity(new ByteArrayEntity(entity.getContent().readNBytes(MAX_REFUSAL_BYTES), null));
        }
        return complete;
    }

    private static AgentException failure(
            ExecChain.Scope scope, boolean question, boolean late, long seconds, Exception cause) {
        String agent = "The agent at " + scope.route.getTargetHost().getHostName();
        if (scope.clientContext.getAttribute(CONNECTED) == null) {
            return new RetriableAgentException(
                    "agent_unreachable", agent + " could not be reached: " + obstacle(cause, late), cause);
        }
        String course = agent
                + (late
                        ? " did not answer within " + seconds + " s"
                        : " broke off before a whole answer (" + name(cause) + ")");
        return question
                ? new RetriableAgentException("agent_unavailable", course, cause)
                : new OutcomeUnknownException(course + "; whether it acted is unknown", cause);
    }

    private static String obstacle(Exception cause, boolean late) {
        if (late) {
            return "no connection in time";
        }
        if (cause instanceof UnknownHostException) {
            return "its name cannot be resolved";
        }
        if (cause instanceof SSLException) {
            return "no trusted TLS connection (" + name(cause) + ")";
        }
        return cause instanceof ConnectException ? "connection refused, or no route to it" : name(cause);
    }

    private static String name(Exception cause) {
        return cause.getClass().getSimpleName();
    }
}
