package io.jiraagent.routing;

import io.jiraagent.problem.Problem;
import io.jiraagent.problem.ProblemException;
import io.jiraagent.webhook.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is refused before a request's body is read or any route sees it, and the form of every answer that no route
 * gives. Runs on the event loop.
 */
public final class EdgeGuard {
    static final String AUTOMATION_DOOR = "/jira/automation/";

    private static final Logger LOG = LoggerFactory.getLogger(EdgeGuard.class);

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Problem UNEXPECTED_BODY = Problem.of(
            "unsupported-media-type",
            "Unsupported Media Type",
            415,
            "Unsupported media type",
            "The API takes application/json, pages take application/x-www-form-urlencoded; neither compressed.");

    private final int maxBodyBytes;
    private final Refusals refusals;
    private final BooleanSupplier allRoutesThere;
    private final BooleanSupplier stopping;
    private final boolean https;

    /**
     * @param allRoutesThere false while the program starts or stops, when a path without a route says nothing
     * @param stopping this process will not be there much longer
     * @param https browsers come by https, and are to go on doing so
     */
    public EdgeGuard(
            int maxBodyBytes,
            Refusals refusals,
            BooleanSupplier allRoutesThere,
            BooleanSupplier stopping,
            boolean https) {
        this.https = https;
        this.stopping = stopping;
        this.maxBodyBytes = maxBodyBytes;
        this.refusals = refusals;
        this.allRoutesThere = allRoutesThere;
    }

    void install(Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check).failureHandler(this::fail);
        router.route().last().handler(ctx -> noRoute(router, ctx));
    }

    private void check(RoutingContext ctx) {
        ctx.response().putHeader("X-Content-Type-Options", "nosniff");
        if (https) {
            SecurityHeaders.putTransport(ctx.response());
        }
        if (stopping.getAsBoolean()) {
            ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        boolean passed = isDoor(ctx) ? checkDoor(ctx) : checkOther(ctx);
        if (passed) {
            // The bytes are what they are; a charset or a form's type that Camel would act on says nothing more.
            rememberType(ctx.request());
            ctx.request().headers().remove(HttpHeaders.CONTENT_TYPE);
            ctx.next();
        }
    }

    private static void rememberType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            request.headers().remove(HttpRequests.CONTENT_TYPE_AS_SENT);
        } else {
            request.headers().set(HttpRequests.CONTENT_TYPE_AS_SENT, type);
        }
    }

    private boolean checkDoor(RoutingContext ctx) {
        if (!ctx.request().method().equals(HttpMethod.POST)) {
            answerNotAllowed(ctx, "POST");
            return false;
        }
        if (!plainBody(ctx.request())) {
            refuse(ctx, Refusal.unsupportedMediaType());
            return false;
        }
        return true;
    }

    private boolean checkOther(RoutingContext ctx) {
        SecurityHeaders.put(ctx.response());
        if (!READING.contains(ctx.request().method()) && !expectedBody(ctx)) {
            refuse(ctx, new ProblemException(UNEXPECTED_BODY));
            return false;
        }
        return true;
    }

    /** Pages send forms, which another site may not send as anything else; the API takes JSON. */
    private static boolean expectedBody(RoutingContext ctx) {
        String media = mediaType(ctx.request());
        return identity(ctx.request())
                && (ctx.normalizedPath().startsWith("/api/")
                        ? media.isEmpty() || media.equals("application/json")
                        : media.equals("application/x-www-form-urlencoded")
                                || (media.isEmpty() && declaredLength(ctx.request()) <= 0));
    }

    private void noRoute(Router router, RoutingContext ctx) {
        if (!allRoutesThere.getAsBoolean()) {
            refuse(ctx, Refusal.unavailable());
            return;
        }
        String path = ctx.normalizedPath();
        String allowed = router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null && matches(route.getPath(), path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            answer(ctx, Problem.notFound());
        } else {
            answerNotAllowed(ctx, allowed);
        }
    }

    private static boolean matches(String pattern, String path) {
        String[] wanted = pattern.split("/", -1);
        String[] given = path.split("/", -1);
        return wanted.length == given.length
                && IntStream.range(0, wanted.length)
                        .allMatch(i -> wanted[i].startsWith(":") || wanted[i].equals(given[i]));
    }

    private static void answerNotAllowed(RoutingContext ctx, String allowed) {
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        answer(ctx, Problem.methodNotAllowed(allowed));
    }

    private void fail(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        int status = ctx.failure() instanceof IllegalArgumentException ? 400 : ctx.statusCode();
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

    private static boolean isDoor(RoutingContext ctx) {
        return isDoor(ctx.normalizedPath());
    }

    /** Whether events come in by this path. */
    static boolean isDoor(String path) {
        return path.startsWith("/webhook/") || path.startsWith(AUTOMATION_DOOR);
    }

    private static boolean plainBody(HttpServerRequest request) {
        String media = mediaType(request);
        return identity(request)
                && !media.startsWith("multipart/")
                && !media.startsWith("application/x-www-form-urlencoded");
    }

    private static boolean identity(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity");
    }

    private static String mediaType(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private void refuse(RoutingContext ctx, ProblemException problem) {
        problem.retryAfterSeconds()
                .ifPresent(s -> ctx.response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(s)));
        if (problem instanceof Refusal refusal && isDoor(ctx)) {
            refusals.note(refusal, ctx.request(), declaredLength(ctx.request()), null);
        }
        // The rest of the body is not read, so the connection cannot be used again.
        ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
        answer(ctx, problem.problem());
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
