package io.jiraagent.routing;

import io.jiraagent.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections on which no whole request arrives in time. A server's idle time-out begins anew with every byte, so a
 * sender of one byte every few seconds would be kept for ever. Ends those as well on which it could be in doubt where the
 * next request begins.
 */
final class ConnectionWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private static final int LOOKS = 10;

    private final long patienceNanos;
    private final Problem tooSlow;
    private final Map<HttpConnection, Watched> open = new ConcurrentHashMap<>();

    /** @param patience for the head of a request, counted from the end of the answer before, and once more for its body */
    ConnectionWatch(Vertx vertx, Duration patience) {
        this.patienceNanos = patience.toNanos();
        this.tooSlow = Problem.of(
                "request-timeout",
                "Request Timeout",
                408,
                "Request not received in time",
                "The whole request has to arrive within " + patience.toSeconds() + " seconds.");
        vertx.setPeriodic(patience.toMillis() / LOOKS, look -> endTheSlow());
    }

    private static final class Watched {
        private volatile long since = System.nanoTime();
        private volatile RoutingContext request;
        private volatile boolean ending;

        void begins(RoutingContext ctx) {
            since = System.nanoTime();
            request = ctx;
        }

        void ends() {
            since = System.nanoTime();
            request = null;
        }
    }

    /** To be called for each new connection. */
    void opened(HttpConnection connection) {
        open.put(connection, new Watched());
        connection.closeHandler(closed -> open.remove(connection));
    }

    /** To be called for each request, before anything reads its body. */
    void begun(RoutingContext ctx) {
        HttpConnection connection = ctx.request().connection();
        Watched watched = open.get(connection);
        if (watched != null && watched.ending) {
            connection.close();
            return;
        }
        if (watched != null) {
            watched.begins(ctx);
            ctx.addEndHandler(done -> watched.ends());
            if (ctx.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
                endAfter(ctx, watched);
            }
        }
        ctx.next();
    }

    /**
     * Netty drops a Content-Length beside chunks without a word. A proxy in front that went by it would take for a body
     * what is a request here, so nothing after chunks is a request.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.1">RFC 9112, 6.1</a>
     */
    private static void endAfter(RoutingContext ctx, Watched watched) {
        watched.ending = true;
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        ctx.addEndHandler(done -> {
            // A sender that is still sending would not see its answer; what it sends then is read and thrown away.
            if (ctx.request().isEnded()) {
                ctx.request().connection().close();
            }
        });
    }

    private void endTheSlow() {
        long now = System.nanoTime();
        open.forEach((connection, watched) -> {
            RoutingContext request = watched.request;
            if (now - watched.since > patienceNanos) {
                if (request == null) {
                    connection.close();
                } else if (!request.request().isEnded()) {
                    refuse(request);
                }
            }
        });
    }

    private void refuse(RoutingContext ctx) {
        LOG.warn("Request refused: not received in time, client {}", HttpRequests.client(ctx.request()));
        if (ctx.response().headWritten()) {
            ctx.request().connection().close();
            return;
        }
        ctx.response()
                .setStatusCode(tooSlow.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close")
                .end(Buffer.buffer(HttpAnswers.json(tooSlow)))
                .onComplete(sent -> ctx.request().connection().close());
    }
}
