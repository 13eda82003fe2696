package io.jiraagent.routing;

import io.jiraagent.problem.Problem;
import io.jiraagent.webhook.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is refused before a request's body is read or any route sees it, and the form of every answer that no route
 * gives. Runs on the event loop.
 */
public final class EdgeGuard {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeGuard.class);
    private static final List<String> DOORS = List.of("/webhook/", "/jira/automation/");

    private final int maxBodyBytes;
    private final Refusals refusals;

    public EdgeGuard(int maxBodyBytes, Refusals refusals) {
        this.maxBodyBytes = maxBodyBytes;
        this.refusals = refusals;
    }

    void install(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check).failureHandler(this::fail);
        router.route().last().handler(ctx -> answer(ctx, Problem.notFound()));
    }

    private void check(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        ctx.response().putHeader("X-Content-Type-Options", "nosniff");
        if (isDoor(request)) {
            if (!request.method().equals(HttpMethod.POST)) {
                ctx.response().putHeader(HttpHeaders.ALLOW, "POST");
                answer(ctx, Problem.methodNotAllowed("POST"));
                return;
            }
            if (!plainBody(request)) {
                refuse(ctx, Refusal.unsupportedMediaType());
                return;
            }
            // The bytes are JSON or malformed; a charset or type that Camel would act on says nothing more.
            request.headers().remove(HttpHeaders.CONTENT_TYPE);
        }
        ctx.next();
    }

    private void fail(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        int status = ctx.statusCode();
        if (status == 413) {
            refuse(ctx, Refusal.payloadTooLarge(maxBodyBytes));
        } else if (status == 405) {
            answer(ctx, Problem.methodNotAllowed("another method"));
        } else if (status >= 400 && status < 500) {
            answer(ctx, Problem.badRequest("Bad request", null));
        } else {
            LOG.error("Request to {} failed outside its route", ctx.request().path(), ctx.failure());
            refuse(ctx, Refusal.unavailable());
        }
    }

    private static boolean isDoor(HttpServerRequest request) {
        return DOORS.stream().anyMatch(request.path()::startsWith);
    }

    private static boolean plainBody(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        boolean identity =
                encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity");
        String media = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        return identity && !media.startsWith("multipart/") && !media.startsWith("application/x-www-form-urlencoded");
    }

    private void refuse(RoutingContext ctx, Refusal refusal) {
        refusal.retryAfterSeconds()
                .ifPresent(s -> ctx.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(s)));
        if (isDoor(ctx.request())) {
            refusals.note(refusal, ctx.request(), declaredLength(ctx.request()));
        }
        // The rest of the body is not read, so the connection cannot be used again.
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        answer(ctx, refusal.problem());
    }

    private static long declaredLength(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && length.matches("\\d{1,15}") ? Long.parseLong(length) : -1;
    }

    private static void answer(RoutingContext ctx, Problem problem) {
        ctx.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(HttpAnswers.json(problem)));
    }
}
